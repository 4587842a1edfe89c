import type { Metadata, Viewport } from 'next';
import { connection } from 'next/server';
import type { ReactNode } from 'react';
import './_ui/tokens.css';
import './_ui/base.css';
import { PageRoot } from './_ui/page-root.tsx';

export const metadata: Metadata = {
  title: '烽火墙 Beaconwall',
  description: 'Command-centre video and alert wall',
  robots: { index: false, follow: false },
};

export const viewport: Viewport = { width: 'device-width', initialScale: 1, themeColor: '#171a1d' };

export default async function RootLayout({ children }: { readonly children: ReactNode }) {
  // Rendered per request, because a page made at build time could not carry the request's CSP nonce.
  await connection();
  return (
    <html lang="zh-CN" data-theme="dark" suppressHydrationWarning>
      <body>
        <PageRoot>{children}</PageRoot>
      </body>
    </html>
  );
}
