import { existsSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../../../scripts/lib/paths.mjs';

const out = join(ROOT, 'out');

/** Texts of the files of `out/` that end so, by their path under it. */
async function built(folder: string, ending: string): Promise<[string, string][]> {
  const names = await readdir(join(out, folder), { recursive: true });
  const chosen = names.filter((name) => name.endsWith(ending)).map((name) => join(folder, name));
  return Promise.all(chosen.map(async (name) => [name, await readFile(join(out, name), 'utf8')]));
}

const imports = (code: string) =>
  [...code.matchAll(/^(?:import|export)\b[^;]*?\bfrom\s*"([^"]+)"/gm)].map((match) => match[1]);

/** The files of main that loading one of them loads before it runs, by name. */
async function loadedBy(beginning: string): Promise<ReadonlyMap<string, string>> {
  const folder = join(out, 'main');
  const entry = (await readdir(folder)).filter((name) => name.startsWith(beginning));
  expect(entry).toHaveLength(1);
  const loaded = new Map<string, string>();
  for (const waiting = new Set(entry); ;) {
    const [name] = waiting;
    if (name === undefined) return loaded;
    waiting.delete(name);
    const code = await readFile(join(folder, name), 'utf8');
    loaded.set(name, code);
    for (const path of imports(code))
      if (path?.startsWith('./') === true && !loaded.has(path.slice(2))) waiting.add(path.slice(2));
  }
}

const sizeOf = (files: ReadonlyMap<string, string>): number =>
  [...files.values()].reduce((sum, code) => sum + Buffer.byteLength(code), 0);

describe('what the build makes of the sources', () => {
  it('gives preloads that can be sandboxed: one file each, that asks for Electron only', async () => {
    const preloads = await built('preload', '.cjs');
    expect(preloads.map(([name]) => name)).toEqual(['preload/site.cjs', 'preload/window.cjs']);
    expect((await readdir(join(out, 'preload'))).every((name) => name.endsWith('.cjs'))).toBe(true);
    for (const [name, code] of preloads) {
      const asked = [...code.matchAll(/\brequire\(([^)]*)\)/g)].map((match) =>
        match[1]?.replace(/[`'"]/g, ''),
      );
      expect(new Set(asked), name).toEqual(new Set(['electron']));
    }
  });

  it('gives the site’s pages a preload that carries nothing they would wait for', async () => {
    const preload = await readFile(join(out, 'preload', 'site.cjs'), 'utf8');
    expect(preload).toContain('SITE-DMP-INACCESSIBLE');
    // The catalogue of failures, and what validates messages.
    expect(preload).not.toMatch(/VITALE-MUETTE|ZodError/);
    // The site is given one function, for the dialogs that it has anyway (docs/decisions/0012).
    expect(preload.match(/exposeInMainWorld\(([^,]*),/g)).toHaveLength(1);
    expect(preload).toContain('dmpDialogue');
  });

  it('gives our windows a preload that checks messages without a package and without any text', async () => {
    const preload = await readFile(join(out, 'preload', 'window.cjs'), 'utf8');
    // The codes that a message may name, and the windows' states.
    expect(preload).toContain('VITALE-MUETTE');
    expect(preload).toContain('no-reader');
    expect(preload).not.toMatch(/ZodError|Insérez la carte/);
    expect(Buffer.byteLength(preload)).toBeLessThan(40_000);
  });

  it('gives a start that loads little before the icon: one small file, and what it imports', async () => {
    expect(sizeOf(await loadedBy('index.mjs'))).toBeLessThan(80_000);
  });

  it('gives a first window that waits for the settings, and for no contract of a window', async () => {
    const loaded = await loadedBy('index-prepare-');
    expect(sizeOf(loaded)).toBeLessThan(580_000);
    const code = [...loaded.values()].join('');
    expect(code).toContain('ZodError');
    expect(code).not.toMatch(/searchPerson: /);
  });

  it('gives programs that carry their packages, but for Electron and koffi', async () => {
    const main = (await built('main', '.mjs')).flatMap(([, code]) => imports(code));
    expect(main).toContain('electron');
    const allowed = /^(electron|koffi|node:.*|\.\/.*)$/;
    for (const [name, code] of [...(await built('main', '.mjs')), ...(await built('native', '.mjs'))]) {
      for (const path of imports(code)) expect(path, name).toMatch(allowed);
    }
  });

  it('gives pages without inline code, that ask nothing of the network', async () => {
    const pages = await built('renderer', '.html');
    expect(pages.map(([name]) => name)).toEqual(['renderer/index.html']);
    for (const [name, page] of pages) {
      expect(page, name).not.toMatch(
        /<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=|javascript:|https?:\/\//,
      );
      for (const [, path = ''] of page.matchAll(/(?:src|href)="([^"]+)"/g)) {
        expect(existsSync(join(out, 'renderer', path)), `${name} → ${path}`).toBe(true);
      }
    }
    for (const [name, style] of await built('renderer', '.css')) {
      expect(style, name).not.toMatch(/data:font|url\(['"]?https?:/);
    }
  });

  it('gives the decoder of the camera’s pictures to that window alone', async () => {
    const scripts = await built('renderer', '.js');
    const carrying = scripts.filter(([, code]) => code.includes('data:application/wasm'));
    expect(carrying.map(([name]) => name)).toEqual([expect.stringMatching(/^renderer\/assets\/camera-/)]);
    expect(scripts.length).toBeGreaterThan(8);
  });

  it('leaves the lab out of the product', async () => {
    const product = [...(await built('main', '.mjs')), ...(await built('native', '.mjs'))];
    for (const [name, code] of product) expect(code, name).not.toMatch(/test\/lab\//);
  });
});
