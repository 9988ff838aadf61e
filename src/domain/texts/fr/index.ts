export { interfaceTexts, type InterfaceTexts } from './interface.ts';
