// @ts-nocheck: calls what Electron and Node keep out of their typings.
// Goes into the fallback runtime as `default_app.asar`: makes `electron <path>` behave as the official runtime does.
// Written after the observable behaviour of Electron's own default_app: the options `-r`, `--version` and a path.
// An ES module with a top-level await, so that the program is whole before Electron is ready.
import { app } from 'electron';
import fs from 'node:fs';
import Module from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

function readOptions(argv) {
  const options = { modules: [], file: undefined, version: false };
  for (let i = 0; i < argv.length; i += 1) {
    const argument = argv[i];
    if (argument === '--version' || argument === '-v') options.version = true;
    else if (argument === '--require' || argument === '-r') options.modules.push(argv[(i += 1)]);
    else if (!argument.startsWith('-')) {
      options.file = argument;
      break;
    }
  }
  return options;
}

function takeIdentity(packageJsonPath) {
  const description = JSON.parse(fs.readFileSync(packageJsonPath, 'utf8'));
  if (description.version) app.setVersion(description.version);
  app.name = description.productName || description.name || app.name;
  app.setDesktopName(description.desktopName || `${app.name}.desktop`);
}

async function start(file) {
  Object.defineProperty(process, 'defaultApp', { configurable: false, enumerable: true, value: true });
  const target = path.resolve(file);
  const packageJsonPath = path.join(target, 'package.json');
  const isPackage = fs.existsSync(packageJsonPath);
  if (isPackage) takeIdentity(packageJsonPath);
  const entry = Module._resolveFilename(target, null, true);
  app.setAppPath(isPackage ? target : path.dirname(entry));
  await import(pathToFileURL(entry).href);
}

const options = readOptions(process.argv.slice(1));
if (options.modules.length > 0) Module._preloadModules(options.modules);
if (options.version) {
  console.log(`v${process.versions.electron}`);
  process.exit(0);
} else if (options.file === undefined) {
  console.error('electron: no program given');
  process.exit(1);
} else {
  try {
    await start(options.file);
  } catch (error) {
    console.error('App threw an error during load');
    console.error(error);
    process.exit(1);
  }
}
