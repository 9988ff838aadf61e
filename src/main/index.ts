import { startApp } from './start/app.ts';
import { PATHS } from './base/paths.ts';

await startApp({
  demonstration: false,
  nativeEntry: PATHS.nativeEntry,
  nativeArguments: [],
  configuration: null,
  onStarted: () => undefined,
});
