// The token stands in <meta name="csrf-token">; htmx gets it by hx-headers:inherited on <body>.
export const csrf = () => document.querySelector('meta[name="csrf-token"]')?.content ?? '';
