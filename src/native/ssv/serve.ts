import { join } from 'node:path';
import { WINDOWS_DRIVE } from '../../system/windows-folders.ts';
import { serve, type NativePort } from '../host/host.ts';
import type { StartedRole } from '../host/role.ts';
import { createSsvHandlers } from './handlers.ts';
import { createHelperCalls } from './helper-calls.ts';
import type { Machine } from './installation.ts';

/** Inside the packaged program's resources, put there by `node scripts/build-ssv-helper.mjs` and the packager. */
const HELPER = ['ssv-helper', 'ssv-helper.exe'];

/** Serves the `ssv` contract through `port` with the library of this workstation. */
export function startSsv(port: NativePort): StartedRole {
  const machine = thisMachine();
  const helper = machine.helper === null ? null : createHelperCalls([machine.helper]);
  serve('ssv', createSsvHandlers(machine, helper), port);
  return {
    stop: () => {
      helper?.stop();
    },
    // The library is called synchronously: while this process runs at all, it is not in there.
    inForeignCode: () => false,
  };
}

function thisMachine(): Machine {
  const windows = process.platform === 'win32';
  return {
    platform: process.platform,
    arch: process.arch,
    root: windows ? WINDOWS_DRIVE : '/',
    helper: windows ? helperPlace() : null,
  };
}

function helperPlace(): string | null {
  const resources: unknown = Reflect.get(process, 'resourcesPath');
  return typeof resources === 'string' ? join(resources, ...HELPER) : null;
}
