import { startApp } from './app.ts';
import { PATHS } from './paths.ts';

await startApp({
  demonstration: false,
  nativeEntry: PATHS.nativeEntry,
  nativeArguments: [],
  configuration: null,
  onStarted: () => undefined,
});
