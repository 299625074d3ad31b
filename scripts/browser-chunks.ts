import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import type { Plugin, Rolldown } from 'vite'

/** What every page of a signed-in person begins with, and the pages that a working day begins with. */
const beginnings: Readonly<Record<string, readonly string[]>> = {
  frame: ['/src/app/entry.client.tsx', '/src/app/root.tsx', '/src/app/shell.tsx'],
  today: ['/src/modules/today/web/today-page.tsx'],
  list: ['/src/modules/cases/web/list-page.tsx'],
  case: ['/src/modules/cases/web/case-page.tsx'],
}
const notSent: ReadonlySet<string> = new Set(['source', 'note', 'en'])
const WORDS = /\/platform\/words\/generated\/messages\//
/** Names of the beginnings that need a module. */
const neededBy = new Map<string, Set<string>>()

/**
 * How the browser's scripts are cut. Left alone, every set of pages that shares a module gets a file for it: a hundred small
 * ones a page, each with headers of its own and badly compressed. Here what every page has is one file, what the first pages of
 * a day share another, and what few others share travels with its neighbours.
 */
export function browserChunks(): Plugin {
  const said = new Map<string, ReadonlySet<string>>()
  return {
    name: 'browser-chunks',
    applyToEnvironment: ({ name }) => name === 'client',
    config: () => ({ environments: { client: { build: { rollupOptions: cuts } } } }),
    transform(code, id) {
      // Through the barrel of all words anything would lead to everything: a module needs the words that it names.
      if (!id.includes('/src/') || WORDS.test(id)) return
      said.set(id, new Set([...code.matchAll(/\bm\.([a-z0-9_]+)/g)].map(([, word]) => word ?? '')))
    },
    // Where a code comes from, and how a list came about, is for those who keep the lists; English comes with the English words.
    load: {
      filter: { id: /\/reference\/codes\/[a-z-]+\.json$/ },
      handler: (id) =>
        JSON.stringify(JSON.parse(readFileSync(id, 'utf8')), (key, value) =>
          notSent.has(key) ? undefined : value,
        ),
    },
    buildEnd() {
      const ids = [...this.getModuleIds()]
      const need = (id: string, beginning: string) =>
        neededBy.set(id, (neededBy.get(id) ?? new Set()).add(beginning))
      for (const [beginning, ends] of Object.entries(beginnings)) {
        const reached = new Set(ids.filter((id) => ends.some((end) => id.split('?')[0]?.endsWith(end))))
        for (const id of reached)
          for (const next of this.getModuleInfo(id)?.importedIds ?? [])
            if (!next.includes('/messages')) reached.add(next)
        const words = new Set([...reached].flatMap((id) => [...(said.get(id) ?? [])]))
        for (const id of reached) need(id, beginning)
        for (const id of ids) if (WORDS.test(id) && words.has(basename(id, '.js'))) need(id, beginning)
      }
    },
  }
}

/** A group takes along what its modules import: those that more pages need come first. */
const groups = ['frame', 'first', 'today', 'list', 'case']

function isNeededBy(id: string, group: string): boolean {
  const needed = neededBy.get(id)
  // A front door is gone through, and stays with the pages that need its schemas.
  if (!needed || /node_modules|\/(contract|index)\.ts$/.test(id)) return false
  if (needed.has('frame')) return group === 'frame'
  // Of what two of them need the third loads little in vain, and a file of its own costs more.
  return (needed.size > 1 ? 'first' : [...needed][0]) === group
}

const cuts: Rolldown.RolldownOptions = {
  // A module's front door names schemas beside what pages use of it: importing the one must not bring the other.
  treeshake: {
    moduleSideEffects: [{ test: /\/src\/modules\/[^/]+\/(contract|codes|index)\.ts$/, sideEffects: false }],
  },
  output: {
    chunkFileNames: ({ name }) => `assets/${name.startsWith('shared~') ? 'shared' : '[name]'}-[hash:7].js`,
    codeSplitting: {
      groups: [
        {
          name: 'react',
          test: /node_modules\/(react|react-dom|react-router|scheduler|cookie)\//,
          priority: 3,
        },
        // What first pages only pass by, and others need.
        { name: 'schemas', test: /node_modules\/zod\//, priority: 3 },
        { name: 'permissions', test: /\/src\/platform\/permissions\.ts$/, priority: 3 },
        ...groups.map((name, index) => ({
          name,
          test: (id: string) => isNeededBy(id, name),
          priority: 2 - index / groups.length,
        })),
        {
          name: 'shared',
          test: /\/src\/(ui|platform|codes)\//,
          minShareCount: 2,
          entriesAware: true,
          entriesAwareMergeThreshold: 8_000,
        },
      ],
    },
  },
}
