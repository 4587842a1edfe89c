import styles from './ridge.module.css';

/** Three ranges of hills, far to near; the middle one carries the wall. Drawn in a box of 1600 by 520. */
const far =
  'M0 172L25 197L50 198L75 208L100 223L125 216L150 219L175 210L200 205L225 188L250 169L275 179L300 171L325 156L350 160L375 161L400 169L425 159L450 153L475 157L500 170L525 176L550 190L575 176L600 167L625 167L650 146L675 142L700 147L725 161L750 179L775 183L800 173L825 176L850 194L875 184L900 197L925 204L950 203L975 183L1000 177L1025 160L1050 150L1075 155L1100 138L1125 131L1150 111L1175 105L1200 111L1225 95L1250 104L1275 106L1300 111L1325 114L1350 100L1375 86L1400 97L1425 80L1450 83L1475 107L1500 110L1525 114L1550 114L1575 119L1600 122';
const middle =
  'M0 142L25 134L50 140L75 126L100 110L125 108L150 104L175 112L200 125L225 143L250 149L275 153L300 139L325 150L350 162L375 151L400 155L425 146L450 150L475 150L500 164L525 184L550 191L575 189L600 206L625 210L650 217L675 228L700 257L725 259L750 255L775 256L800 264L825 269L850 257L875 250L900 250L925 246L950 251L975 250L1000 236L1025 218L1050 203L1075 203L1100 206L1125 195L1150 187L1175 203L1200 197L1225 195L1250 199L1275 192L1300 200L1325 184L1350 188L1375 207L1400 209L1425 199L1450 210L1475 205L1500 213L1525 219L1550 226L1575 219L1600 227';
const near =
  'M0 373L25 354L50 343L75 340L100 341L125 354L150 350L175 357L200 353L225 341L250 338L275 334L300 319L325 313L350 311L375 312L400 321L425 331L450 336L475 352L500 370L525 372L550 373L575 387L600 384L625 380L650 382L675 375L700 381L725 384L750 371L775 377L800 374L825 386L850 405L875 406L900 408L925 406L950 416L975 409L1000 396L1025 374L1050 368L1075 362L1100 369L1125 386L1150 394L1175 397L1200 392L1225 384L1250 375L1275 377L1300 382L1325 358L1350 348L1375 335L1400 323L1425 319L1450 322L1475 321L1500 316L1525 330L1550 334L1575 345L1600 338';
const front =
  'M0 411L25 411L50 410L75 413L100 418L125 417L150 419L175 424L200 425L225 428L250 428L275 435L300 440L325 443L350 443L375 447L400 455L425 451L450 450L475 451L500 448L525 445L550 444L575 438L600 436L625 435L650 432L675 435L700 438L725 441L750 447L775 447L800 447L825 448L850 445L875 448L900 449L925 453L950 461L975 466L1000 468L1025 471L1050 475L1075 477L1100 476L1125 478L1150 478L1175 479L1200 477L1225 479L1250 479L1275 480L1300 481L1325 480L1350 475L1375 473L1400 474L1425 470L1450 463L1475 456L1500 452L1525 450L1550 447L1575 448L1600 449';

/** Where beacon towers stand, and how big they look. */
const towers = [
  { x: 325, y: 156, size: 0.45 },
  { x: 450, y: 153, size: 0.45 },
  { x: 150, y: 104, size: 0.75 },
  { x: 300, y: 139, size: 0.75 },
  { x: 350, y: 311, size: 1.15 },
  { x: 750, y: 371, size: 1.15 },
] as const;

/** The county at night: towers that pass a signal on from hill to hill. Decoration only. */
export function Ridge() {
  return (
    <svg
      className={styles.ridge}
      viewBox="0 0 1600 520"
      preserveAspectRatio="xMidYMax slice"
      aria-hidden="true"
    >
      <Hills line={far} className={styles.far} />
      {towers.slice(0, 2).map((tower) => (
        <Tower key={tower.x} {...tower} className={styles.far} />
      ))}
      <Hills line={middle} className={styles.middle} />
      {towers.slice(2, 4).map((tower) => (
        <Tower key={tower.x} {...tower} className={styles.middle} />
      ))}
      <Hills line={near} className={styles.near} />
      {towers.slice(4).map((tower) => (
        <Tower key={tower.x} {...tower} className={styles.near} />
      ))}
      <Hills line={front} className={styles.front} />
    </svg>
  );
}

function Hills({ line, className }: { readonly line: string; readonly className: string | undefined }) {
  return (
    <g className={className}>
      <path d={`${line}V520H0Z`} />
      <path className={styles.wall} d={line} />
    </g>
  );
}

interface TowerProps {
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly className: string | undefined;
}

function Tower({ x, y, size, className }: TowerProps) {
  return (
    <g className={className} transform={`translate(${x} ${y + 4}) scale(${size})`}>
      <circle className={styles.glow} cy="-62" r="46" />
      <path d="M-20 6-15-40h-5v-12h7v5h6v-5h6v5h6v-5h6v5h2v-5h7v12h-5l5 46Z" />
      <path className={styles.flame} d="M0-52c-5-5-4-10 0-16 4 6 5 11 0 16Z" />
    </g>
  );
}
