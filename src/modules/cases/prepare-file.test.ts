import { readFileSync } from 'node:fs'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { pictureLimits, preparedFile, startChild } from './prepare-file.ts'

const square = (pixels: number) =>
  sharp({
    create: { width: pixels, height: pixels, channels: 3, background: '#888888' },
    limitInputPixels: false,
  })

test('a photograph comes back as a picture without place, camera or anything that hung on it', async () => {
  const photo = await square(64)
    .withExif({ IFD0: { Copyright: 'KAKUU-EXIF' }, IFD3: { GPSLatitudeRef: 'N' } })
    .jpeg()
    .toBuffer()
  expect(photo.includes('KAKUU-EXIF')).toBe(true)
  const polyglot = Buffer.concat([photo, Buffer.from('<script>KAKUU-SCRIPT</script>PK\x03\x04')])
  const { type, form, bytes } = await preparedFile(polyglot)
  expect([type, form]).toEqual(['image/jpeg', 'rendition'])
  const kept = Buffer.from(bytes)
  expect(kept.includes('KAKUU-EXIF') || kept.includes('KAKUU-SCRIPT')).toBe(false)
  expect((await sharp(kept).metadata()).exif).toBeUndefined()
})

test('what only claims to be a picture, and a picture of too many pixels, are refused', async () => {
  const liar = Buffer.concat([Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), Buffer.from('<html>')])
  await expect(preparedFile(liar)).rejects.toMatchObject({ code: 'unsupported' })
  const bomb = await square(12_000).png({ compressionLevel: 9 }).toBuffer()
  expect(bomb.byteLength).toBeLessThan(2_000_000)
  await expect(preparedFile(bomb)).rejects.toMatchObject({ code: 'unsupported' })
})

test('everything else stays as it came and is only named', async () => {
  const pdf = Buffer.from('%PDF-1.7\n1 0 obj <<>> endobj')
  const kept = await preparedFile(pdf)
  expect([kept.type, kept.form, Buffer.from(kept.bytes).equals(pdf)]).toEqual([
    'application/pdf',
    'original',
    true,
  ])
  const heic = Buffer.concat([Buffer.from('0000001866747970', 'hex'), Buffer.from('heic0000mif1heic')])
  expect(await preparedFile(heic)).toMatchObject({ type: 'image/heic', form: 'original' })
  expect(await preparedFile(Buffer.from('ただの文字'))).toMatchObject({ type: 'application/octet-stream' })
})

test('the child has no environment, and dies of time and of memory', async () => {
  process.env.KAKUU_SECRET = 'never handed over'
  const child = startChild()
  try {
    await new Promise((resolve) => setTimeout(resolve, 300))
    const environment = readFileSync(`/proc/${child.pid}/environ`, 'utf8')
    expect(environment).not.toContain('KAKUU')
    expect(environment.replaceAll('\0', '')).toBe('')
  } finally {
    child.kill('SIGKILL')
    delete process.env.KAKUU_SECRET
  }
  const photo = await square(3_000).jpeg().toBuffer()
  await expect(preparedFile(photo, { ...pictureLimits, milliseconds: 30 })).rejects.toMatchObject({
    code: 'unsupported',
  })
  await expect(preparedFile(photo, { ...pictureLimits, residentBytes: 20_000_000 })).rejects.toMatchObject({
    code: 'unsupported',
  })
  expect(await preparedFile(photo)).toMatchObject({ form: 'rendition' })
})

test('a third file at once waits for its turn', async () => {
  const photo = await square(1_000).jpeg().toBuffer()
  const answers = await Promise.allSettled([1, 2, 3].map(() => preparedFile(photo)))
  expect(answers.map((one) => (one.status === 'rejected' ? one.reason.code : 'done'))).toEqual([
    'done',
    'done',
    'busy',
  ])
})
