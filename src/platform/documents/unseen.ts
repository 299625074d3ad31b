/**
 * A name without what cannot be seen in it: controls, line breaks, marks that turn the direction of reading ("fdp.exe" for "exe.pdf"),
 * soft hyphens, tags. The same when a file comes in and when it goes out: what is looked at is what is saved.
 */
export function withoutUnseen(name: string): string {
  return name.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '')
}
