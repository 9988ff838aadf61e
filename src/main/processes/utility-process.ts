import { utilityProcess } from 'electron';
import type { NativeRole } from '../../borders/native.ts';
import type { Edition } from '../base/edition.ts';
import type { Logger } from '../base/log.ts';
import { hear } from '../../system/guarded.ts';
import { NativeProcess, type NativeHandlers } from './native-process.ts';

/** What is needed to start a native process. */
export type NativeEdition = Pick<Edition, 'nativeEntry' | 'nativeArguments'>;

/** A native role in a utility process of Electron's. */
export function inUtilityProcess<Role extends NativeRole>(
  role: Role,
  { nativeEntry, nativeArguments }: NativeEdition,
  log: Logger,
  handlers: Partial<NativeHandlers<Role>> = {},
): NativeProcess<Role> {
  const fork = () => {
    const child = utilityProcess.fork(nativeEntry, [`--role=${role}`, ...nativeArguments], {
      serviceName: `DMP Direct ${role}`,
      stdio: 'ignore',
    });
    // Newer engines tell so of one without memory, before its end; nobody listening, it would be main's end too. Their
    // report of it holds what the process knew.
    hear(child).on('error', (type) => {
      log.error({ role, type }, 'native process failed');
    });
    return child;
  };
  const { onEvent = () => undefined, onEnded = () => undefined } = handlers;
  return new NativeProcess(role, fork, { onEvent, onEnded }, log);
}
