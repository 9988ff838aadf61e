import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isAccepted, licenceFaults } from '../../../scripts/licences.mjs';
import { lockedPackages } from '../../../scripts/lib/shipped-packages.mjs';
import { ROOT } from '../../../scripts/lib/paths.mjs';
import { makeNotices } from '../../../scripts/notices.mjs';
import { changelogFaults, releaseNotes } from '../../../scripts/package-changelog.mjs';
import { makeSbom } from '../../../scripts/sbom.mjs';

const read = (name: string) => readFile(join(ROOT, name), 'utf8');

interface Manifest {
  version: string;
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
}
const manifest = async () => JSON.parse(await read('package.json')) as Manifest;

describe('what the program is made of', () => {
  it('is asked for in exact versions', async () => {
    const { dependencies, devDependencies } = await manifest();
    for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies }))
      expect(version, name).toMatch(/^(npm:[@\w/-]+@)?\d+\.\d+\.\d+(-[\w.]+)?$/);
  });

  it('comes with a checksum for every package of the lock file', async () => {
    for (const { name, integrity } of await lockedPackages()) expect(integrity, name).toMatch(/^sha512-/);
  });

  it('has licences that are accepted', async () => {
    expect(licenceFaults(await lockedPackages())).toEqual([]);
  });

  it.each([
    ['MIT', true],
    ['(MIT OR GPL-3.0-only)', true],
    ['MIT AND ISC', true],
    ['MIT AND GPL-3.0-only', false],
    ['GPL-3.0-only', false],
    ['unknown', false],
    ['UNLICENSED', false],
    ['((MIT OR ISC) AND GPL-2.0-only)', false],
  ])('%s: accepted %s', (expression, accepted) => {
    expect(isAccepted(expression, ['MIT', 'ISC'])).toBe(accepted);
  });

  it('is listed, Electron included, in the same bytes each time', async () => {
    const product = { version: '1.0.0', electron: '45.4.1', systems: ['win32-x64'] };
    const [first, second] = await Promise.all([makeSbom(product), makeSbom(product)]);
    expect(JSON.stringify(first)).toBe(JSON.stringify(second));
    const { components } = first as { components: { name: string; version: string; purl: string }[] };
    const named = components.map(({ name }) => name);
    expect(named).toEqual(expect.arrayContaining(['electron', 'zod', 'js-yaml', '@koromix/koffi-win32-x64']));
    expect(named).not.toContain('@koromix/koffi-linux-x64');
    expect(named).not.toContain('vitest');
    expect(components[0]).toMatchObject({
      name: 'electron',
      version: '45.4.1',
      purl: 'pkg:npm/electron@45.4.1',
    });
  });

  it('is listed with Electron’s published checksum of each system, and its Chromium and Node', async () => {
    const { devDependencies } = await manifest();
    const electron = devDependencies.electron!;
    const engine = { chromium: '156.0.8078.100', node: '24.1.0' };
    const systems = ['linux-x64', 'win32-arm64'];
    const { components, dependencies } = (await makeSbom({
      version: '1.0.0',
      electron,
      engine,
      systems,
    })) as {
      components: {
        name: string;
        version: string;
        cpe?: string;
        externalReferences?: { url: string; comment: string; hashes: { alg: string; content: string }[] }[];
      }[];
      dependencies: { ref: string; dependsOn: string[] }[];
    };
    const sums = JSON.parse(await read('node_modules/electron/checksums.json')) as Record<string, string>;
    expect(components[0]!.externalReferences!.map(({ comment, hashes }) => [comment, hashes]).sort()).toEqual(
      systems.map((system) => [
        system,
        [{ alg: 'SHA-256', content: sums[`electron-v${electron}-${system}.zip`] }],
      ]),
    );
    expect(components.slice(1, 3).map(({ name, version, cpe }) => [name, version, cpe])).toEqual([
      ['chromium', engine.chromium, `cpe:2.3:a:google:chrome:${engine.chromium}:*:*:*:*:*:*:*`],
      ['node', engine.node, `cpe:2.3:a:nodejs:node.js:${engine.node}:*:*:*:-:*:*:*`],
    ]);
    expect(dependencies.find(({ ref }) => ref === `electron@${electron}`)?.dependsOn).toEqual([
      `chromium@${engine.chromium}`,
      `node@${engine.node}`,
    ]);
  });

  it('is thanked with the licence of each part, as text that nothing can break out of', async () => {
    const notices = await makeNotices();
    for (const { name, version, shipped } of await lockedPackages())
      if (shipped) expect(notices).toContain(`<h2>${name} ${version}</h2>`);
    expect(notices).not.toMatch(/<script|<img|<link|<a /i);
  });
});

describe('the papers of the repository', () => {
  it('have a section of the changelog for this version', async () => {
    expect(changelogFaults(await read('CHANGELOG.md'), (await manifest()).version)).toEqual([]);
  });

  it('have a section that an update can show: plain French text', () => {
    const text =
      '# Journal\n\n## [1.2.0] - 2026-11-23\n\n### Ajouts\n\n- Une **page** de plus.\n\n## [1.1.0] - 2026-10-01\n\n- Rien.\n';
    expect(releaseNotes(text, '1.2.0')).toBe('Ajouts\n\n• Une page de plus.');
    expect(changelogFaults(text, '1.2.0')).toEqual([]);
    expect(changelogFaults(text, '1.3.0')).toEqual(['no section for version 1.3.0']);
    expect(changelogFaults(text.replace('2026-10-01', '2026-12-01'), '1.2.0')).toEqual([
      'the newest is not first',
    ]);
  });

  it('say to whom a weakness is told, and describe the software to public bodies', async () => {
    expect(await read('SECURITY.md')).toMatch(/Signaler une faille/);
    const publiccode = await read('publiccode.yml');
    for (const key of [
      'publiccodeYmlVersion',
      'name',
      'softwareVersion',
      'developmentStatus',
      'description',
      'legal',
    ])
      expect(publiccode).toMatch(new RegExp(`^${key}:`, 'm'));
    expect(publiccode).toContain(`softwareVersion: ${(await manifest()).version}\n`);
  });
});
