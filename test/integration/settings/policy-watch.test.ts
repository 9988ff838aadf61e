import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { PolicyWatch } from '../../../src/main/settings/policy-watch.ts';

let folder = '';
let file = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dmp-direct-watch-'));
  file = join(folder, 'etc', 'dmp-direct', 'policy.json');
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
});

/** Counts how often the policy is to be read again. */
function watched(): { readonly changes: () => number } {
  let count = 0;
  const watch = new PolicyWatch([{ kind: 'json', scope: 'machine', path: file, owner: 0 }], () => {
    count++;
  });
  onTestFinished(() => {
    watch.stop();
  });
  return { changes: () => count };
}

const until = (count: number, changes: () => number) =>
  vi.waitFor(() => {
    expect(changes()).toBeGreaterThanOrEqual(count);
  }, 10_000);

describe('the watch over a policy', () => {
  it('sees it come into a folder that is there, change, be replaced and go', async () => {
    await mkdir(join(folder, 'etc', 'dmp-direct'), { recursive: true });
    const { changes } = watched();
    await writeFile(file, '{}');
    await until(1, changes);
    await writeFile(file, '{"locked":{}}');
    await until(2, changes);
    await writeFile(`${file}.new`, '{}');
    await rename(`${file}.new`, file);
    await until(3, changes);
    await rm(file);
    await until(4, changes);
  });

  it('sees its folder come, and go, and come again', async () => {
    await mkdir(join(folder, 'etc'));
    const { changes } = watched();
    for (const time of [0, 1]) {
      await mkdir(join(folder, 'etc', 'dmp-direct'));
      await until(3 * time + 1, changes);
      await writeFile(file, '{}');
      await until(3 * time + 2, changes);
      await rm(join(folder, 'etc', 'dmp-direct'), { recursive: true });
      await until(3 * time + 3, changes);
    }
  });
});
