/** Native processes of the demonstration without pcscd: the product's own, with simulated readers under the cards. */
import { runRole, type RoleTable } from '../../../src/native/host/run-role.ts';

const PORTS = '--lab-ports=';

const ROLES: RoleTable = {
  cards: async () => {
    const { startCardsRole } = await import('../../../src/native/cards/cards-role.ts');
    const { createInProcessService } = await import('../pcsc/in-process-service.ts');
    const ports = (process.argv.find((argument) => argument.startsWith(PORTS))?.slice(PORTS.length) ?? '')
      .split(',')
      .map(Number);
    const service = createInProcessService(ports.map((_, index) => `Lecteur ${index + 1}`));
    await service.listen(ports);
    return (port) => startCardsRole(service, port);
  },
  cryptolib: async () => (await import('../../../src/native/cpx/serve.ts')).startCryptolib,
  nss: async () => (await import('../../../src/native/nss/serve.ts')).startNss,
  srvsvcnam: async () => (await import('../../../src/native/srvsvcnam/serve.ts')).startSrvsvcnam,
};

void runRole(ROLES, process.argv);
