import { z } from 'zod';
import { isFailureCode, type Failure } from '../domain/failures/index.ts';

/** A failure of the catalogue, as it crosses from one process to another. */
export const failureSchema: z.ZodType<Failure> = z
  .strictObject({
    code: z.string().refine(isFailureCode),
    detail: z.record(z.string(), z.string()).exactOptional(),
  })
  .transform((value) => value as Failure);
