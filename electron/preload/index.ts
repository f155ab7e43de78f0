import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { createPreloadBridge } from './preload-bridge.ts';

contextBridge.exposeInMainWorld('sluice', createPreloadBridge({ ipcRenderer, webUtils }));
