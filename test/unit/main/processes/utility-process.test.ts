import { EventEmitter } from 'node:events';
import { expect, it, vi } from 'vitest';

const child = Object.assign(new EventEmitter(), { pid: 1, kill: () => true, postMessage: () => undefined });
vi.mock('electron', () => ({ utilityProcess: { fork: () => child } }));
const { inUtilityProcess } = await import('../../../../src/main/processes/utility-process.ts');

it('a process without memory ends nobody but itself, and what it knew stays out of the log', () => {
  const told: unknown[] = [];
  const log = { error: (...line: unknown[]) => told.push(line), warn: () => undefined } as never;
  inUtilityProcess('ssv', { nativeEntry: 'x', nativeArguments: [] }, log).start();
  expect(() => child.emit('error', 'FatalError', 'here', 'report: MARTIN')).not.toThrow();
  expect(JSON.stringify(told)).toContain('FatalError');
  expect(JSON.stringify(told)).not.toContain('MARTIN');
});
