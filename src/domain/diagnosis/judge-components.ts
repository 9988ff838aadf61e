/** SrvSVCNAM and DiagAM: their manifests, and whether they answer. */
import type { Check, CheckWriter } from './check.ts';
import { defineControl } from './control.ts';
import type { ComponentFact } from './facts.ts';
import { counted } from './words.ts';

export const COMPONENT_CONTROLS = [
  defineControl({
    id: 'components',
    section: 'srvsvcnam',
    title: 'SrvSVCNAM et DiagAM',
    needs: ['components'],
    judge: ({ components }, write) => components.map((fact) => judgeComponent(fact, write)),
  }),
];

function judgeComponent({ component, manifests, answer }: ComponentFact, write: CheckWriter): Check {
  const id = component.toLowerCase();
  if (answer.ok) {
    const version = answer.version === null ? 'répond' : `version ${answer.version}`;
    const declared = counted(manifests.filter((state) => state === 'usable').length, 'manifeste');
    return write.good(
      id,
      component === 'DiagAM' ? 'DIAGAM-OK' : 'SRVSVCNAM-OK',
      `${component} ${version}, ${declared}`,
    );
  }
  const { code } = answer.failure;
  const found = `${component}\u00a0: ${FOUND[code] ?? 'ne répond pas comme attendu'}`;
  // The process that asks is ours, and the component runs in another: its end says nothing of the component.
  if (code.startsWith('PROCESSUS-')) return write.unknown(id, answer.failure, component);
  // The site has its own search without it, and DiagAM is only one more way to diagnose.
  if (code === 'SRVSVCNAM-ABSENT')
    return (component === 'DiagAM' ? write.unknown : write.watch)(id, answer.failure, found);
  return write.fix(id, answer.failure, found);
}

const FOUND: Readonly<Record<string, string>> = {
  'SRVSVCNAM-ABSENT': 'non installé',
  'SRVSVCNAM-MUET': 'aucune réponse',
  'SRVSVCNAM-REFUSE': 'installé, mais n’accepte pas la demande',
  'SRVSVCNAM-MANIFESTE': 'déclaration non valable',
};
