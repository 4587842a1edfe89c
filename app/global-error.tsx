'use client';

import './_ui/tokens.css';
import './_ui/base.css';
import button from './_ui/button.module.css';
import { Notice } from './_ui/notice.tsx';

/** The frame around the pages broke, words and all: so it speaks both languages at once. */
export default function GlobalErrorPage() {
  return (
    <html lang="zh-CN">
      <body>
        <Notice title="页面出错了 · This page has failed" text="Beaconwall 烽火墙">
          <button type="button" className={button.primary} onClick={() => window.location.reload()}>
            重新加载 · Load again
          </button>
        </Notice>
      </body>
    </html>
  );
}
