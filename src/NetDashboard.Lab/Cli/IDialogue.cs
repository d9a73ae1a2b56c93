namespace NetDashboard.Lab.Cli;

/// <summary>One side of a conversation in lines: it opens, then answers each line typed.</summary>
internal interface IDialogue
{
    /// <summary>Whether the line being typed is shown; not for secrets.</summary>
    bool Echoes { get; }

    /// <summary>What is shown before anything is typed.</summary>
    string Open();

    /// <summary>What follows a typed line.</summary>
    DialogueAnswer Answer(string line);
}

/// <summary>What follows a typed line.</summary>
/// <param name="Text">Shown to the user, the next prompt or question included.</param>
/// <param name="Closes">Whether the device hangs up after it.</param>
/// <param name="Next">Who answers from now on; <see langword="null"/> for the same dialogue. It is opened at once.</param>
internal readonly record struct DialogueAnswer(string Text, bool Closes = false, IDialogue? Next = null);
