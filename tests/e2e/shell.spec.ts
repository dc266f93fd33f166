import { expect, takePicture, test } from '../support/appTest.ts';

test('the page comes up, strictly by its security policy', async ({ app }) => {
  await expect(app.page).toHaveTitle('泉评');
  await expect(app.page.locator('#root')).not.toBeEmpty();
  const ran = await app.page.evaluate(async () => {
    const script = document.createElement('script');
    script.textContent = 'window.inlineRan = true';
    document.head.append(script);
    // In a task of its own: evaluate() itself may use eval, the page may not.
    const evalRan = await new Promise<boolean>((resolve) => {
      setTimeout(() => {
        try {
          resolve(new Function('return true')());
        } catch {
          resolve(false);
        }
      });
    });
    return { inline: 'inlineRan' in window, eval: evalRan };
  });
  expect(ran).toEqual({ inline: false, eval: false });
  await expect.poll(() => app.complaints.filter((complaint) => complaint.includes('script-src'))).toHaveLength(1);
  app.complaints.length = 0;
});

test('nothing outside can be reached from the page', async ({ app }) => {
  const reached = await app.page.evaluate(async () => {
    const attempt = (url: string) =>
      fetch(url).then(
        () => true,
        () => false,
      );
    return [await attempt('http://127.0.0.1:9/'), await attempt('https://example.com/')];
  });
  expect(reached).toEqual([false, false]);
  await expect.poll(() => app.complaints.length).toBe(4);
  for (const complaint of app.complaints.splice(0)) expect(complaint).toMatch(/connect|Connecting/);
});

test('F5 keeps the session; a copied address does not open a second one', async ({ app, context }) => {
  test.skip(app.shell() === null, 'Electron has no addresses');
  await expect(app.page.locator('#root')).not.toBeEmpty();
  for (let i = 0; i < 3; i++) {
    await app.page.reload();
    await expect(app.page.locator('#root')).not.toBeEmpty();
    await expect(app.page.getByRole('heading', { name: '本次会话已失效' })).toHaveCount(0);
  }
  const copy = await context.newPage();
  await copy.goto(app.page.url());
  await expect(copy.getByRole('heading', { name: '本次会话已失效' })).toBeVisible();
  await takePicture(copy, 'session-refused');
  await expect(app.page.getByRole('heading', { name: '本次会话已失效' })).toHaveCount(0);
});

test('says that the connection is lost when the program is gone', async ({ app }) => {
  test.skip(app.shell() === null, 'in Electron page and program end together');
  await expect(app.page.locator('#root')).not.toBeEmpty();
  await app.shell()?.kill();
  await expect(app.page.getByRole('heading', { name: '与程序的连接已断开' })).toBeVisible();
  await takePicture(app.page, 'connection-lost');
  await app.restart();
  await expect(app.page.getByRole('heading', { name: '与程序的连接已断开' })).toHaveCount(0);
});

test.describe('with the demo', () => {
  test.use({ demo: true });

  test('opens at once with its cases, also after a restart and after a crash', async ({ app }) => {
    const page = () => app.page;
    const cases = () => expect(page().getByText('继续审核').first()).toBeVisible();
    await cases();
    await takePicture(page(), 'demo-home');
    await app.restart();
    await cases();
    await app.crash();
    await cases();
  });
});
