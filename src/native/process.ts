/** Entry of the utility process, bundled as `out/native/index.mjs`. Started with `--role=NAME`. */
import { runRole, type RoleTable } from './host/run-role.ts';

/** Every role of the product. Each loads its own code only: a vendor's library never shares a process. */
const ROLES: RoleTable = {
  cards: async () => (await import('./cards/start-cards.ts')).startCards,
  cryptolib: async () => (await import('./cpx/serve.ts')).startCryptolib,
  nss: async () => (await import('./nss/serve.ts')).startNss,
  ssv: async () => (await import('./ssv/serve.ts')).startSsv,
  srvsvcnam: async () => (await import('./srvsvcnam/serve.ts')).startSrvsvcnam,
};

void runRole(ROLES, process.argv);
