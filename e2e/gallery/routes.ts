import { relative } from '@react-router/dev/routes'

const { route } = relative(import.meta.dirname)

export const galleryRoutes = [route('design', './gallery-page.tsx')]
