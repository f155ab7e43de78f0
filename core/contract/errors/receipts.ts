import type { ErrorArea } from './text.ts';

/** Receipts of imported sets, what a registry states of itself, and the sets that wait for a receipt. */
export const receiptsErrors = {
  RECEIPT_FILE_INVALID: {
    en: {
      what: '{file} is no receipt that can be read: {place} is not as it should be.',
      next: 'Nothing was recorded. Take the file again from where the set was imported: `sluice receipt show --last` there says where it is kept.',
    },
    zh: {
      what: '{file} 不是可读取的回执：{place} 不符合要求。',
      next: '未记录任何内容。请从导入该传输集的机器重新取得文件：在那里运行 `sluice receipt show --last` 可查看其保存位置。',
    },
  },
  RECEIPT_FILE_TOO_NEW: {
    en: {
      what: '{file} has format version {found}; this version of Sluice reads up to {supported}.',
      next: 'Nothing was recorded. Read it with the version of Sluice that wrote it, or a newer one.',
    },
    zh: {
      what: '{file} 的格式版本为 {found}；当前版本的 Sluice 最高支持 {supported}。',
      next: '未记录任何内容。请用写出该文件的 Sluice 版本或更新的版本读取。',
    },
  },
  RECEIPT_FILE_TOO_LARGE: {
    en: {
      what: '{file} is larger than a receipt can be ({limit} bytes), or is no plain file.',
      next: 'Nothing was read. Choose the file that the import wrote: sluice-receipt.json.',
    },
    zh: {
      what: '{file} 超过回执的大小上限（{limit} 字节），或不是普通文件。',
      next: '未读取任何内容。请选择导入时写出的文件：sluice-receipt.json。',
    },
  },
  RECEIPT_TEXT_DAMAGED: {
    en: {
      what: 'The short text of the receipt is not as it was written: group {group} is wrong (of {count}).',
      next: 'Compare group {group} with the original, and the one before it when a character is missing. Nothing was recorded.',
    },
    zh: {
      what: '回执短文本与原文不符：第 {group} 组有误（共 {count} 组）。',
      next: '请将第 {group} 组与原文核对；若缺少字符，请同时核对前一组。未记录任何内容。',
    },
  },
  RECEIPT_TEXT_TOO_NEW: {
    en: {
      what: 'The short text has version {found}; this version of Sluice reads version {supported}.',
      next: 'Nothing was recorded. Read it with a newer version of Sluice, or bring the receipt as a file.',
    },
    zh: {
      what: '该短文本的版本为 {found}；当前版本的 Sluice 支持版本 {supported}。',
      next: '未记录任何内容。请用更新版本的 Sluice 读取，或改用回执文件。',
    },
  },
  RECEIPT_SHORT_IMPOSSIBLE: {
    en: {
      what: 'There is no short text for the receipt of set {set}: the short form holds only ids that are UUIDs, and times before the year 2106.',
      next: 'Bring the receipt as a file.',
    },
    zh: {
      what: '传输集 {set} 的回执没有短文本：短文本只能表示 UUID 形式的编号和 2106 年之前的时间。',
      next: '请以文件形式携带回执。',
    },
  },
  RECEIPT_ABSENT: {
    en: {
      what: 'There is no receipt in {place}.',
      next: 'A receipt is written when a set has been imported. Name the folder of the set, the receipt’s file, or --last.',
    },
    zh: {
      what: '{place} 中没有回执。',
      next: '传输集导入后才会写出回执。请指定传输集目录、回执文件，或使用 --last。',
    },
  },
  RECEIPT_SET_UNKNOWN: {
    en: {
      what: 'The receipt is for set {set}, which was not made for any target on this machine.',
      next: 'Read it on the machine that made the set. If that is this one, its state directory is another than it was: nothing may be taken for held on the word of this receipt.',
    },
    zh: {
      what: '回执对应的传输集 {set} 不是本机为任何目标制作的。',
      next: '请在制作该传输集的机器上读取。若就是本机，则当前的状态目录不是当时的目录：不能凭此回执认定接收方已有内容。',
    },
  },
  RECEIPT_OTHER_TARGET: {
    en: {
      what: 'The receipt for set {set} belongs to {other}, not to {target}.',
      next: 'Nothing was recorded: two receivers never share holdings. Check which receiver it came from, and read it for that one.',
    },
    zh: {
      what: '传输集 {set} 的回执属于 {other}，而不是 {target}。',
      next: '未记录任何内容：不同接收方的已有内容绝不共用。请确认回执来自哪个接收方，并为其读取。',
    },
  },
  RECEIPT_SET_ALTERED: {
    en: {
      what: 'The set that was imported is not the one that was made: the receipt for generation {generation} of {target} names another manifest (set {set}).',
      next: 'The manifest was changed on its way, or the receipt was. Nothing was recorded. Have the medium and the receipt inspected before anything of that set is used.',
    },
    zh: {
      what: '导入的传输集与制作的不是同一个：{target} 第 {generation} 代的回执所指的清单不同（传输集 {set}）。',
      next: '清单或回执在途中被改动。未记录任何内容。在使用该传输集的内容之前，请检查介质和回执。',
    },
  },
  RECEIPT_SET_NOT_KEPT: {
    en: {
      what: 'Generation {generation} of {target} was made, but its manifest is not kept here any more: the receipt cannot be compared with it.',
      next: 'Nothing was recorded. Let the enclave state its holdings from its registry instead (sluice receipt from-registry).',
    },
    zh: {
      what: '{target} 的第 {generation} 代确已制作，但其清单已不在本机，无法与回执核对。',
      next: '未记录任何内容。可改由飞地从其镜像仓库列出已有内容（sluice receipt from-registry）。',
    },
  },
  RECEIPT_CONTENT_DIFFERS: {
    en: {
      what: 'The receipt for generation {generation} of {target} says that the set arrived whole, but it does not speak of the same images.',
      next: 'Nothing was recorded. Import the set again and bring its new receipt, as a file.',
    },
    zh: {
      what: '{target} 第 {generation} 代的回执称传输集已完整到达，但所列镜像与传输集不一致。',
      next: '未记录任何内容。请重新导入该传输集，并以文件形式带回新的回执。',
    },
  },
  RECEIPT_CONTRADICTS: {
    en: {
      what: 'Two receipts for generation {generation} of {target} contradict each other: the recorded one of {earlier}, and this one of {time}.',
      next: 'The recorded one still counts. Find out which is right; to take this one instead, read it again with --replace.',
    },
    zh: {
      what: '{target} 第 {generation} 代的两份回执相互矛盾：已记录的为 {earlier}，这一份为 {time}。',
      next: '仍以已记录的回执为准。请查明哪份正确；如要改用这一份，请加 --replace 重新读取。',
    },
  },
  RECEIPT_OLDER: {
    en: {
      what: 'The receipt for generation {generation} of {target} is of {time}; a newer one of {newer} is recorded.',
      next: 'It was not recorded: what the newer one says still counts. Nothing to do, unless you expected a new receipt.',
    },
    zh: {
      what: '{target} 第 {generation} 代的这份回执日期为 {time}，而已记录了更新的一份（{newer}）。',
      next: '未予记录，仍以更新的回执为准。除非您预期收到新的回执，否则无需处理。',
    },
  },
  RECEIPT_SIGNER_UNKNOWN: {
    en: {
      what: 'The receipt for set {set} is signed with a key that is not trusted here ({key}).',
      next: 'Nothing was recorded. Compare the key with the enclave by another way; when it is theirs, add it to the trusted keys and read the receipt again.',
    },
    zh: {
      what: '传输集 {set} 的回执由本机不信任的密钥（{key}）签名。',
      next: '未记录任何内容。请通过其他途径与飞地核对密钥；确认无误后将其加入受信任的密钥，再读取回执。',
    },
  },
  RECEIPT_SIGNATURE_INVALID: {
    en: {
      what: 'The signature of the receipt for set {set} does not fit what the receipt says (key {key}).',
      next: 'The receipt was changed after it was signed. Nothing was recorded. Bring it again from where the set was imported.',
    },
    zh: {
      what: '传输集 {set} 的回执签名与其内容不符（密钥 {key}）。',
      next: '回执在签名后被改动。未记录任何内容。请从导入该传输集的机器重新取得。',
    },
  },
  RECEIPT_UNSIGNED: {
    en: {
      what: 'The receipt for set {set} is not signed, and only signed receipts are taken here.',
      next: 'Nothing was recorded. Have it signed where the set was imported, or change the rule for signatures.',
    },
    zh: {
      what: '传输集 {set} 的回执没有签名，而此处只接受已签名的回执。',
      next: '未记录任何内容。请在导入该传输集的机器上签名，或更改签名规则。',
    },
  },
  RECEIPT_IMAGE_ABSENT: {
    en: {
      what: 'The set holds {image}, but the import did not bring it.',
      next: 'The configuration of the import did not ask for it, or its turn never came. Import the whole set with its own configuration, imageset-config.yaml.',
    },
    zh: {
      what: '传输集包含 {image}，但本次导入没有导入它。',
      next: '导入所用的配置没有选择它，或尚未轮到它。请使用传输集自带的配置 imageset-config.yaml 导入整个传输集。',
    },
  },
  RECEIPT_WITHOUT_SET: {
    en: {
      what: 'No receipt was written to {path}: the archive in {folder} has no set manifest, so there is no set to acknowledge.',
      next: 'Archives of oc-mirror have none. Let the registry state what it holds instead (sluice receipt from-registry).',
    },
    zh: {
      what: '未将回执写到 {path}：{folder} 中的归档没有传输集清单，没有可确认的传输集。',
      next: 'oc-mirror 的归档没有清单。可改由镜像仓库列出已有内容（sluice receipt from-registry）。',
    },
  },
  RECEIPT_NOT_BESIDE_SET: {
    en: {
      what: 'The receipt could not be put beside the set in {folder} ({reason}).',
      next: 'Nothing is lost: it is kept on this machine in {kept}. Show it with `sluice receipt show --last`, as text or as a QR code, or copy the file.',
    },
    zh: {
      what: '无法将回执写到 {folder} 中的传输集旁（{reason}）。',
      next: '没有丢失任何内容：回执保存在本机的 {kept}。可用 `sluice receipt show --last` 以文本或二维码显示，或复制该文件。',
    },
  },
  RECEIPT_FILE_NOT_WRITTEN: {
    en: {
      what: 'The import is over, but its receipt could not be written to {path} ({reason}).',
      next: 'Nothing has to be imported again: the receipt is kept in {kept}. Copy it from there.',
    },
    zh: {
      what: '导入已结束，但无法将回执写到 {path}（{reason}）。',
      next: '无需重新导入：回执保存在 {kept}，请从那里复制。',
    },
  },
  HOLDINGS_LIST_UNAVAILABLE: {
    en: {
      what: '{registry} does not list its repositories, so it cannot be asked what it holds.',
      next: 'Use an account that may read the list of repositories, or bring back the receipts of the imports instead.',
    },
    zh: {
      what: '{registry} 不提供仓库列表，无法得知其已有内容。',
      next: '请改用有权读取仓库列表的账号，或改为带回各次导入的回执。',
    },
  },
  HOLDINGS_TOO_LARGE: {
    en: {
      what: '{registry} holds more below the given path than one statement can list ({limit}).',
      next: 'Name the path below which the carried content lies (docker://HOST/PATH), or bring back the receipts of the imports instead.',
    },
    zh: {
      what: '{registry} 在指定路径下的内容超出一份清单的上限（{limit}）。',
      next: '请指定所导入内容所在的路径（docker://主机/路径），或改为带回各次导入的回执。',
    },
  },
  HOLDINGS_OLDER: {
    en: {
      what: 'The statement of what {target} holds is of {time}; a newer one of {newer} is recorded.',
      next: 'It was not recorded: what the newer one says still counts.',
    },
    zh: {
      what: '{target} 的已有内容清单日期为 {time}，而已记录了更新的一份（{newer}）。',
      next: '未予记录，仍以更新的清单为准。',
    },
  },
  SET_NOT_ACKNOWLEDGED: {
    en: {
      what: 'No receipt has come back from {target} for {count} {count|set|sets}: generation {generations}.',
      next: 'Wait for the receipts and read them, mark the sets whose media were lost, or choose to carry their content again (--unacknowledged carry). Nothing was read.',
    },
    zh: {
      what: '{target} 尚有 {count} 个传输集没有回执：第 {generations} 代。',
      next: '请等待并读取回执，将介质已丢失的传输集标记为丢失，或选择重新携带其内容（--unacknowledged carry）。未读取任何内容。',
    },
  },
  SET_UNACKNOWLEDGED_TRUSTED: {
    en: {
      what: 'This set builds on content of which {target} has sent no receipt yet: generation {generations}.',
      next: 'That is well as long as those sets arrive before this one. If one of them is lost, mark it as lost: its content is carried again then.',
    },
    zh: {
      what: '本传输集以 {target} 尚未发回回执的内容为基础：第 {generations} 代。',
      next: '只要那些传输集先于本集到达即可。若其中有介质丢失，请将其标记为丢失，之后会重新携带其内容。',
    },
  },
  SET_CARRIED_AGAIN: {
    en: {
      what: 'What generation {generations} carried to {target} does not count as held: it is carried again where it is still asked for.',
      next: 'Nothing to do. Read the receipts that are still to come: what they acknowledge is not carried again.',
    },
    zh: {
      what: '第 {generations} 代为 {target} 携带的内容不计为已有：仍需要的部分会重新携带。',
      next: '无需处理。收到回执后请读取：已确认的内容不会再次携带。',
    },
  },
  SET_POLICY_WITHOUT_TARGET: {
    en: {
      what: 'What counts as acknowledged is only known of a named target.',
      next: 'Add --target NAME, or leave --unacknowledged out.',
    },
    zh: {
      what: '只有指定了名称的目标才有回执记录。',
      next: '请加上 --target 名称，或去掉 --unacknowledged。',
    },
  },
  SET_TARGET_UNKNOWN: {
    en: {
      what: 'Nothing was made for {target} on this machine yet.',
      next: 'Check the name: it is the one given to --target when sets are made.',
    },
    zh: {
      what: '本机尚未为 {target} 制作过传输集。',
      next: '请检查名称：应为制作传输集时 --target 所用的名称。',
    },
  },
  SET_GENERATION_UNKNOWN: {
    en: {
      what: 'There is no generation {generation} of {target} on this machine.',
      next: 'List its sets (sluice set list --target {target}) and name one of them.',
    },
    zh: {
      what: '本机没有 {target} 的第 {generation} 代传输集。',
      next: '请列出其传输集（sluice set list --target {target}），并指定其中之一。',
    },
  },
  SET_HAS_RECEIPT: {
    en: {
      what: 'Generation {generation} of {target} is not lost: its receipt says that it arrived.',
      next: 'Nothing was changed. When its content is gone from the registry since, let the enclave state its holdings anew (sluice receipt from-registry).',
    },
    zh: {
      what: '{target} 的第 {generation} 代没有丢失：其回执表明已到达。',
      next: '未作任何更改。若其内容后来已从镜像仓库消失，请让飞地重新列出已有内容（sluice receipt from-registry）。',
    },
  },
  SET_NOT_LOST: {
    en: {
      what: 'Generation {generation} of {target} is not marked as lost.',
      next: 'Nothing was changed.',
    },
    zh: {
      what: '{target} 的第 {generation} 代未标记为丢失。',
      next: '未作任何更改。',
    },
  },
} as const satisfies ErrorArea;
