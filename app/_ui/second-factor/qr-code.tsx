import { useMemo } from 'react';
import { encode } from 'uqr';
import styles from './qr-code.module.css';

/** ISO/IEC 18004, 9.1: four modules of white around, or some cameras do not find it. */
const QUIET_ZONE = 4;

/** A QR code: black on white in both themes, for scanners that read no other. */
export function QrCode({ text, label }: { readonly text: string; readonly label: string }) {
  const { size, path } = useMemo(() => {
    const { size, data } = encode(text, { ecc: 'M', border: QUIET_ZONE });
    return { size, path: data.map((row, y) => modulesOf(row, y)).join('') };
  }, [text]);
  return (
    <svg
      className={styles.code}
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
    >
      <path d={path} />
    </svg>
  );
}

function modulesOf(row: readonly boolean[], y: number): string {
  return row.map((isBlack, x) => (isBlack ? `M${x} ${y}h1v1h-1z` : '')).join('');
}
