/** `appId` of electron-builder.yml: the installer's shortcut bears it, and the uninstaller looks for it. */
export const APP_ID = 'fr.dmpdirect.app';
