package org.tocsin.agent.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints what makes a shell complete this program's commands and options. */
@Command(
    name = "completion",
    mixinStandardHelpOptions = true,
    versionProvider = TocsinAgent.Version.class,
    description = {
      "Prints what makes a shell complete commands and options.",
      "",
      "bash: source <(tocsin-agent completion bash)",
      "zsh: autoload -U +X bashcompinit && bashcompinit && source <(tocsin-agent completion zsh)",
      ""
    })
final class CompletionCommand implements Callable<Integer> {
  /** The shells that read it. */
  enum Shell {
    BASH,
    ZSH
  }

  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "SHELL", description = "bash or zsh.")
  private Shell shell = Shell.BASH;

  @Override
  public Integer call() {
    if (spec == null || spec.parent() == null) {
      throw new IllegalStateException("called without a command line");
    }
    String script = AutoComplete.bash("tocsin-agent", spec.parent().commandLine());
    String begin = shell == Shell.ZSH ? "autoload -U +X bashcompinit && bashcompinit\n" : "";
    spec.commandLine().getOut().println(begin + script);
    return ExitCode.DONE.number();
  }
}
