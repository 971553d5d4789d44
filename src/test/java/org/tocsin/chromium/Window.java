package org.tocsin.chromium;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.AxeResults;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A window of the browser. Whatever the page's policy or its scripts complain of fails the test,
 * and so does whatever keeps people from using it.
 */
final class Window implements AutoCloseable {

  private static final Path PICTURES = Path.of("target", "pictures");
  private static final int PHONE = 390;
  private static final int DESK = 1280;
  private static final int HEIGHT = 900;

  private final BrowserContext context;
  private final Page page;
  private final List<String> complaints = new ArrayList<>();

  Window(BrowserContext context) {
    this.context = context;
    this.page = context.newPage();
    page.onConsoleMessage(
        message -> {
          // A refusal that a test provokes is an answer and no mistake of the page.
          if (message.type().equals("error")
              && !message.text().startsWith("Failed to load resource")) {
            complaints.add(page.url() + ": " + message.text());
          }
        });
    page.onPageError(error -> complaints.add(page.url() + ": " + error));
  }

  Page page() {
    return page;
  }

  Window go(String path) {
    page.navigate(path);
    return this;
  }

  Window press(String key) {
    page.keyboard().press(key);
    return this;
  }

  Window type(String text) {
    page.keyboard().type(text);
    return this;
  }

  Locator button(String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  Locator link(String name) {
    return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name));
  }

  Window fill(String label, String text) {
    page.locator("input, textarea").and(page.getByLabel(label)).first().fill(text);
    return this;
  }

  /** Clicks on the first button whose name begins with some words. */
  Window clickFirst(String words) {
    page.locator("button[aria-label^='" + words + "']").first().click();
    return this;
  }

  Window click(String button) {
    button(button).first().click();
    return this;
  }

  /** Waits until the page says some words. */
  Window says(String words) {
    PlaywrightAssertions.assertThat(page.locator("body"))
        .containsText(words, new LocatorAssertions.ContainsTextOptions().setUseInnerText(true));
    return this;
  }

  /** Waits until a page is there. */
  Window at(String title) {
    PlaywrightAssertions.assertThat(page.locator("h1")).containsText(title);
    page.waitForLoadState();
    return this;
  }

  String path() {
    return page.url();
  }

  /** Fills in fields in a part of the page only. */
  Part inside(String selector) {
    return (label, text) -> page.locator(selector).getByLabel(label).fill(text);
  }

  /** A part of a page. */
  interface Part {
    void fill(String label, String text);
  }

  /** Waits until what was there is there no more. */
  static Locator.WaitForOptions gone() {
    return new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED);
  }

  /** Keeps pictures of a page, light and dark, wide and narrow, and looks for obstacles in each. */
  Window picture(String name) {
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
      keep(name + "-" + scheme.name().toLowerCase(java.util.Locale.ROOT));
      assertNoObstacles(name);
    }
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    page.setViewportSize(PHONE, HEIGHT);
    keep(name + "-phone");
    assertThat((Integer) page.evaluate("() => document.documentElement.scrollWidth"))
        .as("%s is no wider than a phone", name)
        .isLessThanOrEqualTo(PHONE);
    page.setViewportSize(DESK, HEIGHT);
    return this;
  }

  private void keep(String name) {
    page.screenshot(
        new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")).setFullPage(true));
  }

  private void assertNoObstacles(String name) {
    AxeResults found = new AxeBuilder(page).analyze();
    assertThat(found.getViolations().stream().map(Window::told)).as("axe on " + name).isEmpty();
  }

  private static String told(Rule rule) {
    return rule.getId()
        + ": "
        + rule.getHelp()
        + " "
        + rule.getNodes().stream().map(node -> node.getHtml()).limit(3).toList();
  }

  @Override
  public void close() {
    context.close();
    assertThat(complaints).isEmpty();
  }
}
