import { startApp } from './app.ts';
import { PATHS } from './paths.ts';

startApp({
  demonstration: false,
  nativeEntry: PATHS.nativeEntry,
  nativeArguments: [],
  configuration: null,
  onStarted: () => undefined,
});
