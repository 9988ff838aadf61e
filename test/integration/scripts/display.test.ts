import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startXvfb, withDisplay } from '../../../scripts/lib/display.mjs';

const KEY_NAME = Buffer.from('MIT-MAGIC-COOKIE-1\0\0', 'ascii');

/** First byte of the X server's answer to a connection (X11 protocol, "Connection Setup"): 1 accepted, 0 refused. */
function knock(display: string, key: Buffer | undefined): Promise<number | undefined> {
  const head = Buffer.alloc(12);
  head.write('l');
  head.writeUInt16LE(11, 2);
  if (key) {
    head.writeUInt16LE(18, 6);
    head.writeUInt16LE(key.length, 8);
  }
  return new Promise((resolve, reject) => {
    const socket = connect(`/tmp/.X11-unix/X${display.slice(1)}`);
    socket.once('error', reject);
    socket.once('data', (answer) => {
      socket.destroy();
      resolve(answer[0]);
    });
    socket.write(key ? Buffer.concat([head, KEY_NAME, key]) : head);
  });
}

describe.skipIf(process.platform !== 'linux')('a display of our own', () => {
  it('opens only to those who have its key, and leaves nothing behind', async () => {
    const display = await startXvfb({ size: '640x480' });
    const { DISPLAY: name = '', XAUTHORITY: authority = '' } = display.env;
    const key = (await readFile(authority)).subarray(-16);
    expect(await knock(name, key)).toBe(1);
    expect(await knock(name, undefined)).toBe(0);
    await display.stop();
    expect(existsSync(dirname(authority))).toBe(false);
    await expect(knock(name, key)).rejects.toThrow();
  });

  it('is on another number for each', async () => {
    const displays = await Promise.all([startXvfb(), startXvfb(), startXvfb()]);
    expect(new Set(displays.map((display) => display.env.DISPLAY)).size).toBe(3);
    await Promise.all(displays.map((display) => display.stop()));
  });

  it('ends when what was run on it fails', async () => {
    let name = '';
    const failing = withDisplay(
      (env) => {
        name = env.DISPLAY ?? '';
        return Promise.reject(new Error('the program failed'));
      },
      { always: true },
    );
    await expect(failing).rejects.toThrow('the program failed');
    await expect(knock(name, undefined)).rejects.toThrow();
  });
});
