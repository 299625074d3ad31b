const randomId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** The words of a route table: `cases` and `files` of `cases/:caseId/files`. */
export function wordsOfRoutes(paths: readonly string[]): ReadonlySet<string> {
  const parts = paths.flatMap((path) => path.split('/'))
  return new Set(parts.filter((part) => part !== '' && !part.startsWith(':')))
}

/**
 * An address as the log may show it. Anybody may type anything into the address line, a name too: only words of our own
 * routes and random ids stand in the log, everything else as `*`.
 */
export function shownPath(path: string, known: ReadonlySet<string>): string {
  const parts = path.replace(/\.data$/, '').split('/')
  return parts.map((part) => (part === '' || known.has(part) || randomId.test(part) ? part : '*')).join('/')
}

/** React Router prints an address it cannot decode on the console, so such a one never reaches it. */
export function isDecodable(path: string): boolean {
  try {
    // What nobody looks at, the bundler takes for idle and leaves out.
    return decodeURIComponent(path).length > 0
  } catch {
    return false
  }
}
