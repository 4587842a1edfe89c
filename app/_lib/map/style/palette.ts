/** The colours of the map. Like the rest of the page it is grey; colour means state. */
export interface MapPalette {
  readonly ground: string;
  readonly land: string;
  readonly landEdge: string;
  readonly border: string;
  readonly fineBorder: string;
  readonly water: string;
  readonly highway: string;
  readonly road: string;
  readonly lane: string;
  readonly label: string;
  readonly fineLabel: string;
  readonly halo: string;
  readonly plate: string;
  readonly plateEdge: string;
  readonly text: string;
  readonly mark: string;
  readonly quiet: string;
  readonly fault: string;
  readonly mapboxStyle: string;
}

export const darkPalette: MapPalette = {
  ground: '#0b0d0f',
  land: '#15191d',
  landEdge: '#4a525b',
  border: '#38414a',
  fineBorder: '#262c32',
  water: '#1f2f3c',
  highway: '#414a53',
  road: '#313941',
  lane: '#242a30',
  label: '#8b949e',
  fineLabel: '#6d7680',
  halo: '#15191d',
  plate: '#1f2327',
  plateEdge: '#59626c',
  text: '#e8eaed',
  mark: '#e8eaed',
  quiet: '#949ca5',
  fault: '#b58cff',
  mapboxStyle: 'mapbox://styles/mapbox/dark-v11',
};

export const lightPalette: MapPalette = {
  ground: '#dfe3e6',
  land: '#f4f5f6',
  landEdge: '#8b949d',
  border: '#b3bac1',
  fineBorder: '#dbdfe3',
  water: '#c3d4e0',
  highway: '#b9bfc6',
  road: '#ced3d8',
  lane: '#e0e3e6',
  label: '#4f5861',
  fineLabel: '#747d86',
  halo: '#f4f5f6',
  plate: '#ffffff',
  plateEdge: '#8b949d',
  text: '#15181b',
  mark: '#15181b',
  quiet: '#66707a',
  fault: '#6f42c1',
  mapboxStyle: 'mapbox://styles/mapbox/light-v11',
};
