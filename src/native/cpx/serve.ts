/** The process of role `cryptolib`: what main may ask of the practitioner's card. */
import { success, type Result } from '../../domain/result.ts';
import type { RequestParams, RequestResult } from '../contract.ts';
import { createLibraryLoader, cryptolibPlaces } from './library.ts';
import { readCards, readPinFlags } from './reading.ts';

/** One method per request of the contract. */
export interface CryptolibRole {
  readCards(
    params: RequestParams<'cryptolib', 'readCards'>,
  ): Promise<Result<RequestResult<'cryptolib', 'readCards'>>>;
  pinFlags(
    params: RequestParams<'cryptolib', 'pinFlags'>,
  ): Promise<Result<RequestResult<'cryptolib', 'pinFlags'>>>;
}

/**
 * Starts the role. Nothing is loaded before the first request, and the library's calls are synchronous:
 * requests are answered one after the other, which is what a library that knows no threads needs.
 */
export function startCryptolibRole(places: readonly string[] = placesHere()): CryptolibRole {
  const load = createLibraryLoader(places);
  return {
    async readCards({ library }) {
      const loaded = await load(library);
      if (!loaded.ok) return loaded;
      const reading = readCards(loaded.value.pkcs11);
      if (!reading.ok) return reading;
      const { info, cards, unreadable } = reading.value;
      return success({
        library: { path: loaded.value.path, ...info },
        cards,
        unreadable,
      });
    },
    async pinFlags({ library, tokenLabel, serialNumber }) {
      const loaded = await load(library);
      return loaded.ok ? readPinFlags(loaded.value.pkcs11, { label: tokenLabel, serialNumber }) : loaded;
    },
  };
}

function placesHere(): readonly string[] {
  return cryptolibPlaces({
    platform: process.platform,
    arch: process.arch,
    systemRoot: process.env.SystemRoot,
  });
}
