/**
 * Writes the bill of materials of what is shipped (CycloneDX 1.5, JSON): the packages of the lock file, and Electron
 * with its Chromium and its Node, which no lock file knows as parts of the product. The same inputs give the same bytes:
 * no date, no random number.
 *
 *   node scripts/sbom.mjs FILE
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { lockedPackages } from './lib/shipped-packages.mjs';
import { ROOT } from './lib/paths.mjs';
import { runScript } from './lib/refusal.mjs';

/**
 * @typedef {object} Product
 * @property {string} version
 * @property {string} electron its version
 * @property {{ chromium: string, node: string }} [engine] what Electron itself says of its parts; without it they are
 *   not listed, which only a package for another system than the builder's may be
 * @property {readonly string[]} [systems] as `linux-x64`: those whose binaries are packed; all by default
 */

/**
 * @param {Product} product
 * @returns {Promise<object>}
 */
export async function makeSbom({ version, electron, engine, systems }) {
  const description = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'));
  const packages = (await lockedPackages()).filter(({ shipped, name }) => shipped && isFor(name, systems));
  const runtime = await electronComponents(electron, engine, systems);
  const components = [...runtime, ...packages.map(component)];
  const unique = [...new Map(components.map((each) => [each['bom-ref'], each])).values()];
  const content = {
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    version: 1,
    metadata: {
      lifecycles: [{ phase: 'build' }],
      component: {
        'bom-ref': `dmp-direct@${version}`,
        type: 'application',
        name: 'dmp-direct',
        version,
        description: description.description,
        licenses: licences(description.license),
        purl: `pkg:generic/dmp-direct@${version}`,
      },
    },
    components: unique,
    dependencies: [
      { ref: `dmp-direct@${version}`, dependsOn: unique.map((each) => each['bom-ref']) },
      { ref: `electron@${electron}`, dependsOn: runtime.slice(1).map((each) => each['bom-ref']) },
    ],
  };
  return { ...content, serialNumber: serialNumber(JSON.stringify(content)) };
}

/**
 * Electron, with the checksums of the archives that it is published in, one for each system; then what it is made of,
 * under the names by which vulnerabilities are published (CPE).
 * @param {string} version
 * @param {{ chromium: string, node: string } | undefined} engine
 * @param {readonly string[] | undefined} systems
 */
async function electronComponents(version, engine, systems) {
  const archives = await electronArchives(version, systems);
  const electron = {
    ...component({ name: 'electron', version, licence: 'MIT' }),
    ...(archives.length === 0 ? {} : { externalReferences: archives }),
  };
  if (engine === undefined) return [electron];
  const part = (/** @type {string} */ name, /** @type {string} */ its, /** @type {string} */ licence) => ({
    ...component({ name, version: its, licence }),
    type: 'framework',
  });
  return [
    electron,
    {
      ...part('chromium', engine.chromium, 'BSD-3-Clause'),
      purl: `pkg:generic/chromium@${engine.chromium}`,
      cpe: `cpe:2.3:a:google:chrome:${engine.chromium}:*:*:*:*:*:*:*`,
    },
    {
      ...part('node', engine.node, 'MIT'),
      purl: `pkg:generic/node@${engine.node}`,
      cpe: `cpe:2.3:a:nodejs:node.js:${engine.node}:*:*:*:-:*:*:*`,
    },
  ];
}

/**
 * As the installed `electron` package has them; none for another version, whose archives nobody has published here.
 * @param {string} version
 * @param {readonly string[] | undefined} systems
 */
async function electronArchives(version, systems) {
  const folder = join(ROOT, 'node_modules', 'electron');
  /** @type {{ version: string }} */
  const installed = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  if (installed.version !== version) return [];
  /** @type {Record<string, string>} */
  const sums = JSON.parse(await readFile(join(folder, 'checksums.json'), 'utf8'));
  return Object.entries(sums).flatMap(([file, content]) => {
    const system = /^electron-v[\d.]+-((?:win32|darwin|linux)-(?:x64|arm64))\.zip$/.exec(file)?.[1];
    if (system === undefined || !(systems ?? [system]).includes(system)) return [];
    const url = `https://github.com/electron/electron/releases/download/v${version}/${file}`;
    return [{ type: 'distribution', url, comment: system, hashes: [{ alg: 'SHA-256', content }] }];
  });
}

/**
 * What a runtime of this system says of its own parts.
 * @param {string} executable
 */
export async function engineOf(executable) {
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
  const { stdout } = await promisify(execFile)(executable, ['-p', 'JSON.stringify(process.versions)'], {
    env,
  });
  const { chrome, node } = JSON.parse(stdout);
  return { chromium: String(chrome), node: String(node) };
}

/**
 * @param {string} name
 * @param {readonly string[] | undefined} systems
 */
function isFor(name, systems) {
  const system = /^@koromix\/koffi-(.+)$/.exec(name)?.[1];
  return system === undefined || systems === undefined || systems.includes(system);
}

/** @param {{ name: string, version: string, licence: string, integrity?: string | undefined, optional?: boolean }} part */
function component({ name, version, licence, integrity, optional }) {
  const hash = /^sha512-(.+)$/.exec(integrity ?? '')?.[1];
  return {
    'bom-ref': `${name}@${version}`,
    type: name === 'electron' ? 'framework' : 'library',
    name,
    version,
    scope: optional ? 'optional' : 'required',
    licenses: licences(licence),
    purl: `pkg:npm/${name.replace(/^@/, '%40')}@${version}`,
    ...(hash === undefined
      ? {}
      : { hashes: [{ alg: 'SHA-512', content: Buffer.from(hash, 'base64').toString('hex') }] }),
  };
}

/** @param {string} expression */
function licences(expression) {
  if (expression === 'UNLICENSED' || expression === 'unknown') return [{ license: { name: expression } }];
  return /\s/.test(expression) ? [{ expression }] : [{ license: { id: expression } }];
}

/** @param {string} text */
function serialNumber(text) {
  const hex = createHash('sha256').update(text).digest('hex');
  // Laid out as a UUID made from a name (version 8: anything the maker likes).
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ];
  return `urn:uuid:${parts.join('-')}`;
}

/**
 * @param {string} file
 * @param {Product} product
 */
export async function writeSbom(file, product) {
  await writeFile(file, `${JSON.stringify(await makeSbom(product), null, 2)}\n`);
}

if (process.argv[1] === import.meta.filename)
  await runScript(async () => {
    const { version, devDependencies } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'));
    await writeSbom(process.argv[2] ?? 'sbom.cdx.json', { version, electron: devDependencies.electron });
  });
