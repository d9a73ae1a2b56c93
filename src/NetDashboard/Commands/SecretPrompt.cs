using System.Text;
using NetDashboard.Inventory;

namespace NetDashboard.Commands;

/// <summary>Asks on the terminal for the secrets that an inventory wants to be asked for (<c>${ask:NAME}</c>); nothing typed is shown.</summary>
internal static class SecretPrompt
{
    /// <summary>Asks all questions of an inventory.</summary>
    /// <returns>The inventory with its answers; <see langword="null"/> when there is no terminal to ask on, or the asking was broken off.</returns>
    public static DeviceInventory? Ask(DeviceInventory inventory)
    {
        if (inventory.Questions.IsEmpty)
        {
            return inventory;
        }

        if (Console.IsInputRedirected)
        {
            Console.Error.WriteLine(
                $"The inventory asks for {string.Join(", ", inventory.Questions)} at scan time, and there is no terminal to ask on. Use ${{env:NAME}} in its place, or a kept credential.");
            return null;
        }

        var answers = new Dictionary<string, Secret>(StringComparer.Ordinal);
        foreach (var question in inventory.Questions)
        {
            Console.Error.Write($"{question}: ");
            if (ReadHidden() is not { } answer)
            {
                return null;
            }

            answers.Add(question, new Secret(answer));
        }

        return inventory.Answer(answers);
    }

    private static string? ReadHidden()
    {
        var typed = new StringBuilder();
        while (true)
        {
            var key = Console.ReadKey(intercept: true);
            switch (key.Key)
            {
                case ConsoleKey.Enter:
                    Console.Error.WriteLine();
                    return typed.ToString();

                case ConsoleKey.Escape:
                    Console.Error.WriteLine();
                    return null;

                case ConsoleKey.Backspace:
                    typed.Length = Math.Max(typed.Length - 1, 0);
                    break;

                default:
                    if (!char.IsControl(key.KeyChar))
                    {
                        typed.Append(key.KeyChar);
                    }

                    break;
            }
        }
    }
}
