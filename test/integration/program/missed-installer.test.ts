/** An installer that came while the program was only just starting: files of our own in the place of /opt, no dpkg. */
import { spawn, type ChildProcess } from 'node:child_process';
import { copyFile, mkdtemp, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hearMissedInstaller } from '../../../src/main/start/installer-notice.ts';

describe.skipIf(process.platform !== 'linux' || process.getuid?.() !== 0)(
  'an installer that was missed',
  () => {
    let opt: string;
    let program: string;
    let running: ChildProcess;
    let startedAt: number;
    let heard: string[];

    beforeEach(async () => {
      opt = await mkdtemp(join(tmpdir(), 'dmp-direct-opt-'));
      program = join(opt, 'dmp-direct');
      await copyFile('/bin/sleep', program);
      startedAt = Date.now();
      running = spawn(program, ['60'], { stdio: 'ignore' });
      await new Promise((resolve) => running.once('spawn', resolve));
      heard = [];
    });

    afterEach(async () => {
      running.kill('SIGKILL');
      await rm(opt, { recursive: true, force: true });
    });

    const listen = (): Promise<void> =>
      hearMissedInstaller(
        (change) => heard.push(change),
        { notice: join(opt, 'change'), executable: `/proc/${String(running.pid)}/exe` },
        startedAt,
      );
    /** As dpkg does it: beside, then in its place. */
    const replace = async (): Promise<void> => {
      await copyFile('/bin/sleep', `${program}.dpkg-new`);
      await rename(`${program}.dpkg-new`, program);
    };

    it('is none where nothing has happened', async () => {
      await listen();
      expect(heard).toEqual([]);
    });

    it('had replaced the program', async () => {
      await replace();
      await listen();
      expect(heard).toEqual(['upgrade']);
    });

    it('had removed the program', async () => {
      await rm(program);
      await listen();
      expect(heard).toEqual(['removal']);
    });

    it('has announced what it is still about to do', async () => {
      await writeFile(join(opt, 'change'), 'removal\n');
      await listen();
      expect(heard).toEqual(['removal']);
    });

    it('was at work before the start, and replaces the program behind it', async () => {
      const change = join(opt, 'change');
      await writeFile(change, 'upgrade\n');
      await utimes(change, new Date(startedAt - 5_000), new Date(startedAt - 5_000));
      const listening = listen();
      await replace();
      await rm(change);
      await listening;
      expect(heard).toEqual(['upgrade']);
    });

    it('has left its notice behind: the program stays', async () => {
      const change = join(opt, 'change');
      await writeFile(change, 'removal\n');
      await utimes(change, new Date(startedAt - 3_600_000), new Date(startedAt - 3_600_000));
      await listen();
      expect(heard).toEqual([]);
    });
  },
);
