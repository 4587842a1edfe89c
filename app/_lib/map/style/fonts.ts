/** The fonts of the page, for text inside the map. One entry, because the map knows no commas inside a family. */
export const fontStack = ['Inter', 'Noto Sans SC', 'Noto Sans CJK SC', 'Microsoft YaHei', 'sans-serif'];
