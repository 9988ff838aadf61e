export { aboutTexts } from './about.ts';
export { assistantTexts } from './assistant.ts';
export { cameraTexts } from './camera.ts';
export { diagnosisTexts } from './diagnosis.ts';
export { guideTexts } from './guide.ts';
export { interfaceTexts } from './interface.ts';
export { settingsTexts } from './settings.ts';
