import type { ErrorArea } from './text.ts';

/** The application as a whole: calls between a page and the host. */
export const appErrors = {
  APP_COMMAND_UNKNOWN: {
    en: {
      what: 'The page asked for {command}, which this version of Sluice does not know.',
      next: 'Reload the page. If it stays, page and program are of different versions: start Sluice again.',
    },
    zh: {
      what: '页面请求了 {command}，当前版本的 Sluice 不支持。',
      next: '请重新加载页面。如仍出现，说明页面与程序版本不一致：请重新启动 Sluice。',
    },
  },
  APP_INPUT_INVALID: {
    en: {
      what: 'The page sent {command} with a value that is not allowed (field {field}). Nothing was done.',
      next: 'Correct the value. If you did not type it, reload the page.',
    },
    zh: {
      what: '页面发送的 {command} 含有不允许的值（字段 {field}）。未执行任何操作。',
      next: '请更正该值。如果不是您输入的，请重新加载页面。',
    },
  },
  APP_VIEWER_ONLY: {
    en: {
      what: 'Another window controls Sluice; this one can only look.',
      next: 'Use the other window, or close it and reload this page.',
    },
    zh: {
      what: '另一个窗口正在控制 Sluice，本窗口只能查看。',
      next: '请使用另一个窗口，或将其关闭后重新加载本页面。',
    },
  },
} as const satisfies ErrorArea;
