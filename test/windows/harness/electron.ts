/** Stands in for Electron in code of main that only names it: nothing of it runs on plain Node. */
export const app = {};
