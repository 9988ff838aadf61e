/** What the states and commands of several windows have in common. */
import { z } from 'zod';
import { DIAGNOSIS_SECTIONS } from '../../domain/failures/index.ts';
import { SIGN_IN_METHODS } from '../../domain/settings/configuration.ts';
import { SETTING_ORIGINS } from '../../domain/settings/layers.ts';
import { SETTING_KEYS } from '../../domain/settings/setting-keys.ts';
import { PAGE_IDS } from '../../domain/site/pages.ts';
import { failureSchema } from '../failure.ts';

/** The diagnosis's sections, in the order of its window. */
export const diagnosisSectionSchema = z.enum(DIAGNOSIS_SECTIONS);

/** At the section of the failure that is shown; null: of whatever is wrong at this moment, if anything is. */
export const openDiagnosis = z.strictObject({ section: diagnosisSectionSchema.nullable() });

/** The pages of web-ps.md by their segment, and the site's home page. */
export const pageIdSchema = z.enum(PAGE_IDS);

export const signInSchema = z.enum(SIGN_IN_METHODS);

/** The last characters of an INS: no more of it crosses to a window. */
export const insTailSchema = z.string().length(4);

export const none = z.strictObject({});

/** A person as shown to the practitioner. The INS never crosses to a window: only its last four characters. */
export const personSchema = z.strictObject({
  name: z.string(),
  birthName: z.string().nullable(),
  firstName: z.string(),
  /** `AAAAMMJJ`, unknown parts as on the card. */
  birthDate: z.string(),
  /** Known only from an INS that may be used. */
  sex: z.enum(['F', 'M']).nullable(),
});
export type Person = z.infer<typeof personSchema>;

export const practitionerCardSchema = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('absent') }),
  z.strictObject({ state: z.literal('reading') }),
  z.strictObject({
    state: z.literal('ready'),
    /** CPS, CPF, CPE, CDE, CPA or CPx. */
    type: z.string(),
    /** « Dr A. PRATICIEN », or the structure's name for a card without a person. */
    holder: z.string().nullable(),
    daysLeft: z.int().nullable(),
  }),
  z.strictObject({ state: z.literal('problem'), failure: failureSchema }),
]);
export type PractitionerCard = z.infer<typeof practitionerCardSchema>;

export const settingKeySchema = z.enum(SETTING_KEYS);
const settingValueSchema = z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())]);
export type SettingValue = z.infer<typeof settingValueSchema>;

const settingSchema = z.strictObject({
  value: settingValueSchema,
  origin: z.enum(SETTING_ORIGINS),
  /** Fixed by the fleet's policy or by the file the program was started with. */
  locked: z.boolean(),
});
export type Setting = z.infer<typeof settingSchema>;

/** Every setting with where it comes from, and the change just asked that could not be made. */
export const settingsPart = {
  settings: z.record(settingKeySchema, settingSchema),
  refused: z
    .strictObject({
      key: settingKeySchema,
      failure: failureSchema,
      /** The name of the file that was chosen: the field goes on showing the former one. */
      file: z.string().optional(),
    })
    .nullable(),
};
export type Settings = z.infer<typeof settingsPart.settings>;
export type RefusedSetting = z.infer<typeof settingsPart.refused>;

export const settingsCommands = {
  set: z.strictObject({ key: settingKeySchema, value: settingValueSchema }),
  /** Takes the user's own value away. */
  reset: z.strictObject({ key: settingKeySchema }),
};

/** How high the window's content would be without scrolling, in CSS pixels. */
export const height = z.strictObject({ height: z.number().min(0).max(10_000) });
