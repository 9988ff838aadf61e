/** The process of role `cryptolib`: what main may ask of the practitioner's card. */
import { success } from '../../domain/result.ts';
import { WINDOWS_FOLDER } from '../../system/windows-folders.ts';
import { serve, type Handlers, type NativePort } from '../host/host.ts';
import type { StartedRole } from '../host/role.ts';
import { enlargeStacks } from '../host/stack.ts';
import { readRegistryText } from '../../system/windows-registry.ts';
import { createLibraryLoader, cryptolibPlaces, findLibrary } from './library.ts';
import { askProgram, productVersion, readStart } from './product.ts';
import { readCards, readPinFlags } from './reading.ts';

/** Starts the `cryptolib` role; nothing is loaded before the first request. */
export function startCryptolib(port: NativePort): StartedRole {
  const { platform, arch } = process;
  // Before the places are asked for, of which Windows' registry knows some: its library is koffi's first.
  enlargeStacks();
  serve(
    'cryptolib',
    cryptolibHandlers(
      cryptolibPlaces({ platform, arch, systemRoot: WINDOWS_FOLDER, readRegistry: readRegistryText }),
    ),
    port,
  );
  return {
    stop: () => {
      // Nothing waits: the library's calls are synchronous, and each question ends with C_Finalize.
    },
    inForeignCode: () => false,
  };
}

/**
 * The role's answers, with the places where the library is looked for when the setting names none.
 * Once the library is loaded a question runs to its end without a pause: requests are answered one after the
 * other, which is what a library that knows no threads needs.
 */
export function cryptolibHandlers(places: readonly string[]): Handlers<'cryptolib'> {
  const load = createLibraryLoader(places);
  return {
    readCards: async ({ library }) => {
      const loaded = await load(library);
      if (!loaded.ok) return loaded;
      const reading = readCards(loaded.value.pkcs11);
      if (!reading.ok) return reading;
      const { info, cards, unreadable } = reading.value;
      return success({ library: { path: loaded.value.path, ...info }, cards, unreadable });
    },
    product: async ({ library }) => {
      const found = await findLibrary(library === null ? places : [library]);
      const { platform, arch } = process;
      const programData = process.env.ProgramData;
      const sources = {
        platform,
        arch,
        programData,
        readRegistry: readRegistryText,
        ask: askProgram,
        readStart,
      };
      return success({ version: await productVersion(found, sources) });
    },
    pinFlags: async ({ library, tokenLabel, serialNumber }) => {
      const loaded = await load(library);
      if (!loaded.ok) return loaded;
      const tokens = readPinFlags(loaded.value.pkcs11, { label: tokenLabel, serialNumber });
      return tokens.ok ? success({ tokens: tokens.value }) : tokens;
    },
  };
}
