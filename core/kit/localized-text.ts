import { z } from 'zod';

export const localeSchema = z.enum(['zh', 'en']);
/** The languages of the product. Chinese is what operators say; English is its equal on every screen. */
export type Locale = z.infer<typeof localeSchema>;

export const localizedTextSchema = z.object({
  zh: z.string().min(1).max(200),
  en: z.string().min(1).max(200),
});
/** A name in both languages. */
export type LocalizedText = z.infer<typeof localizedTextSchema>;
