import { z } from 'zod';

/** Text that a person reads: no line breaks, control or formatting characters. */
export const labelSchema = (charactersMax: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(charactersMax)
    .regex(/^[^\p{C}]+$/u);
