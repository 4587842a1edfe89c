'use client';
import { decodeFeedFrame, meSchema } from '#core/contracts';
export default function P() {
  return (
    <p>
      {String(decodeFeedFrame(new Uint8Array(3)).ok)}
      {String(meSchema.safeParse({}).success)}
    </p>
  );
}
