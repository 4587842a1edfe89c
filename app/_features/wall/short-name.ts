/**
 * A camera's name without the name of the place it stands in, where that is shown beside or above it anyway:
 * `鼓楼社区·东门` in 鼓楼社区 is `东门`. Names that are nothing but the place stay whole.
 */
export function shortName(name: string, place: string): string {
  if (!name.startsWith(place)) return name;
  const rest = name.slice(place.length).replace(/^[\s·・:,-]+/u, '');
  const isCut = rest.length > 0 && rest.length < name.length - place.length;
  return isCut ? rest : name;
}
