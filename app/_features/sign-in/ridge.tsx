import styles from './ridge.module.css';

/** Three ranges of hills, far to near; the middle one carries the wall. Drawn in a box of 1600 by 520. */
const far =
  'M0 190Q43 165 64 154Q85 144 106 141Q128 139 149 129Q170 120 190 134Q210 149 230 160Q250 170 270 176Q290 182 310 178Q330 175 354 168Q378 161 401 157Q425 153 449 140Q473 127 496 111Q520 95 543 105Q565 115 588 114Q610 113 633 130Q655 146 678 153Q700 160 720 159Q740 158 760 154Q780 150 800 137Q820 124 840 122Q860 120 879 127Q898 134 916 133Q935 132 954 142Q973 151 991 158Q1010 165 1031 151Q1053 137 1074 114Q1095 91 1116 80Q1138 70 1159 66Q1180 62 1200 72Q1220 82 1240 85Q1260 87 1280 99Q1300 111 1320 125Q1340 140 1358 133Q1375 126 1393 117Q1410 109 1428 99Q1445 90 1463 90Q1480 90 1495 102Q1510 114 1525 122Q1540 130 1555 129Q1570 129 1585 129L1600 130';
const middle =
  'M0 215Q45 199 68 189Q90 180 113 170Q135 160 158 155Q180 150 200 160Q220 170 240 179Q260 187 280 200Q300 212 320 223Q340 235 368 247Q395 260 423 269Q450 279 478 285Q505 292 533 291Q560 290 590 284Q620 279 650 281Q680 284 710 286Q740 289 770 295Q800 300 828 298Q855 295 883 285Q910 275 938 274Q965 273 993 271Q1020 270 1043 257Q1065 243 1088 239Q1110 236 1133 223Q1155 210 1178 208Q1200 205 1216 202Q1233 200 1249 199Q1265 199 1281 197Q1298 195 1314 184Q1330 172 1348 183Q1365 193 1383 204Q1400 215 1418 218Q1435 221 1453 223Q1470 225 1486 223Q1503 220 1519 218Q1535 216 1551 212Q1568 208 1584 194L1600 180';
const near =
  'M0 330Q38 330 56 337Q75 345 94 343Q113 342 131 346Q150 350 170 345Q190 340 210 327Q230 315 250 306Q270 297 290 286Q310 275 331 289Q353 303 374 318Q395 333 416 344Q438 355 459 358Q480 360 508 370Q535 379 563 384Q590 389 618 394Q645 399 673 402Q700 405 729 405Q758 406 786 409Q815 412 844 406Q873 399 901 400Q930 400 955 390Q980 380 1005 378Q1030 377 1055 376Q1080 376 1105 378Q1130 380 1151 375Q1173 370 1194 369Q1215 369 1236 364Q1258 358 1279 347Q1300 335 1321 326Q1343 317 1364 314Q1385 312 1406 303Q1428 294 1449 281Q1470 268 1486 272Q1503 275 1519 278Q1535 280 1551 285Q1568 290 1584 300L1600 310';
const front =
  'M0 450Q100 432 150 428Q200 425 250 424Q300 423 350 424Q400 425 450 430Q500 434 550 435Q600 435 650 443Q700 450 750 455Q800 460 850 456Q900 451 950 449Q1000 447 1050 443Q1100 440 1150 440Q1200 440 1250 440Q1300 439 1350 439Q1400 438 1450 436Q1500 434 1550 427L1600 420';

/** Where beacon towers stand, and how big they look. */
const towers = [
  { x: 520, y: 95, size: 0.4 },
  { x: 1180, y: 62, size: 0.4 },
  { x: 180, y: 150, size: 0.72 },
  { x: 1330, y: 172, size: 0.72 },
  { x: 310, y: 275, size: 1.2 },
  { x: 1470, y: 268, size: 1.2 },
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
