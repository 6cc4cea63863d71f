import type { BrowserContext } from 'playwright-core';

/**
 * From now on, the script of each page of the editor's Markdown preview comes `ms` milliseconds late, as on a slow
 * machine. The editor shows the page after 200, and what is sent to it before its script is there is lost.
 */
export async function delayPreviewScript(context: BrowserContext, ms: number): Promise<void> {
  // A page asks its outer frame for files, through the service worker.
  await context.addInitScript(`(() => {
    const { serviceWorker } = navigator;
    if (!serviceWorker || !location.pathname.endsWith('/webview/browser/pre/index.html')) return;
    const listen = serviceWorker.addEventListener.bind(serviceWorker);
    const isLate = ({ data }) => String(data?.path).endsWith('/markdown-language-features/media/index.js');
    serviceWorker.addEventListener = (type, listener) =>
      listen(type, (event) => void (isLate(event) ? setTimeout(listener, ${ms}, event) : listener(event)));
  })()`);
}
