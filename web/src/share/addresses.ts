import type { Choice } from '../state/choice';
import { writeUrl } from '../state/url';

/** The link to a choice, camera included. */
export function linkTo(choice: Choice, origin: string): string {
  return `${origin}/${writeUrl({ ...choice, embed: false })}`;
}

/** The markup that shows a choice in somebody else's page; only the title can hold what needs escaping. */
export function embedCode(choice: Choice, origin: string, title: string): string {
  const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  const source = escaped(`${origin}/${writeUrl({ ...choice, embed: true })}`);
  return `<iframe src="${source}" title="${escaped(title)}" width="800" height="600" style="border:0;max-width:100%" loading="lazy" allowfullscreen></iframe>`;
}
