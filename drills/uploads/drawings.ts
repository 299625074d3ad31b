import { gzipSync } from 'node:zlib'
import { type HostileFile, MARK, text } from './hostile-file.ts'

export const laughs = () =>
  `<!DOCTYPE l [<!ENTITY a "ha">${Array.from({ length: 12 }, (_, at) => `<!ENTITY l${at} "${`&${at ? `l${at - 1}` : 'a'};`.repeat(10)}">`).join('')}]><l>&l11;</l>`
export const entity = () => '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'

/** Drawings run scripts and fetch things where a browser opens them: none is taken under its own name. */
export function drawings(): HostileFile[] {
  const svg = (what: string, body: string): HostileFile => ({
    what: `svg ${what}`,
    name: 'a.svg',
    bytes: text(`<?xml version="1.0"?>${body}`),
    becomes: 'refused',
  })
  const open = '<svg xmlns="http://www.w3.org/2000/svg"'
  return [
    svg('with a script', `${open}><script>alert(1)</script></svg>`),
    svg('with a handler', `${open} onload="alert(1)"/>`),
    svg('that bursts', `${laughs()}${open}/>`),
    svg('that reads a file', `${entity()}${open}><text>&e;</text></svg>`),
    svg('that fetches', `${open}><image href="http://evil.example/${MARK}"/></svg>`),
    svg('of a billion pixels', `${open} width="99999999" height="99999999"/>`),
    svg(
      'with a page inside',
      `${open}><foreignObject><iframe src="javascript:alert(1)"/></foreignObject></svg>`,
    ),
    svg('a hundred thousand deep', `${open}>${'<g>'.repeat(100_000)}`),
    { ...svg('called a picture', `${open}><script/></svg>`), name: 'a.png', becomes: 'original' },
    {
      what: 'packed svg',
      name: 'a.svgz',
      bytes: gzipSync(text(`${open}><script/></svg>`)),
      becomes: 'refused',
    },
  ]
}
