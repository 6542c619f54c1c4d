using System.CommandLine;
using Cluster.Abstractions.Emotions;
using Cluster.Cli.Gateway;

namespace Cluster.Cli.Commands;

/// <summary><c>cluster feedback add|undo|list|agreement|export</c>: what people say of predictions, and what comes of it.</summary>
internal static class FeedbackCommand
{
    private static readonly string[] Kinds = ["user", "annotator", "dataSet"];

    public static Command Create(CliContext context) => new("feedback", "Say whether predictions are right, and use what was said.")
    {
        CreateAdd(context),
        CreateUndo(context),
        FeedbackLists.CreateList(context),
        FeedbackLists.CreateAgreement(context),
        FeedbackExport.Create(context),
    };

    /// <summary><c>--kind KIND</c>, once or several times.</summary>
    public static Option<string[]> ManyKinds()
    {
        var option = new Option<string[]>("--kind") { Description = "Kind of author: user, annotator or dataSet; may be repeated.", HelpName = "KIND", AllowMultipleArgumentsPerToken = true };
        option.AcceptOnlyFromAmong(Kinds);
        return option;
    }

    private static Option<string> Kind()
    {
        var option = new Option<string>("--kind") { Description = "Kind of author: user, annotator or dataSet.", HelpName = "KIND", DefaultValueFactory = _ => "annotator" };
        option.AcceptOnlyFromAmong(Kinds);
        return option;
    }

    private static Option<string> Author() => new("--author") { Description = "Who says so: a person, or a data set.", HelpName = "NAME", Required = true };

    private static Command CreateAdd(CliContext context)
    {
        var track = new Argument<string>("TRACK") { Description = "The track's id." };
        var clip = CommonOptions.Whole("--clip", "N", "One of its clips, counted from 0; left out: the whole track.", 0, int.MaxValue);
        var correct = new Option<bool>("--correct") { Description = "The predicted emotion is right." };
        var incorrect = new Option<bool>("--incorrect") { Description = "The predicted emotion is wrong." };
        var emotion = new Option<string>("--emotion") { Description = "The right emotion.", HelpName = "EMOTION" };
        var model = new Option<string>("--model") { Description = "The model version whose prediction was judged; refused when the track was tagged anew since.", HelpName = "VERSION" };
        var key = new Option<string>("--key") { Description = "The same key of one author again is the same feedback.", HelpName = "KEY" };
        var author = Author();
        var kind = Kind();
        var gateway = CommonOptions.Gateway();
        var json = CommonOptions.Json("Print the feedback as one line of JSON.");
        var command = new Command("add", "Say that a stored prediction is right or wrong, or which emotion is right.")
        {
            track, clip, correct, incorrect, emotion, author, kind, model, key, gateway, json,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(correct) && result.GetValue(incorrect)) result.AddError("Give either --correct or --incorrect.");
            if (!result.GetValue(correct) && !result.GetValue(incorrect) && result.GetValue(emotion) is null) result.AddError("Give --correct, --incorrect or --emotion EMOTION.");
            if (result.GetValue(emotion) is { } name && !EmotionNames.TryParse(name, out _)) result.AddError($"--emotion '{name}' is none of happy, sad, angry, relaxed.");
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = parsed.Connect(gateway, context);
            var id = parsed.GetRequiredValue(track);
            var clipId = parsed.GetValue(clip) is { } index ? new Abstractions.Clips.ClipId(id, index).ToString() : null;
            var verdict = parsed.GetValue(correct) ? "correct" : parsed.GetValue(incorrect) ? "incorrect" : null;
            var wish = new GiveFeedback(
                id, clipId, verdict, parsed.GetValue(emotion), parsed.GetRequiredValue(author), parsed.GetRequiredValue(kind), parsed.GetValue(model));
            var given = await client.GiveFeedbackAsync(wish, parsed.GetValue(key) ?? Guid.NewGuid().ToString("N"), cancellationToken);
            context.Output.WriteLine(parsed.GetValue(json) ? GatewayJson.OneLine(given.Json) : $"feedback {given.Value.Id}: {FeedbackLists.Sentence(given.Value)}");
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command CreateUndo(CliContext context)
    {
        var id = new Argument<string>("ID") { Description = "The feedback's id." };
        var author = Author();
        var kind = Kind();
        var gateway = CommonOptions.Gateway();
        var json = CommonOptions.Json("Print the feedback as one line of JSON.");
        var command = new Command("undo", "Take your own feedback back.") { id, author, kind, gateway, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = parsed.Connect(gateway, context);
            var undone = await client.UndoFeedbackAsync(parsed.GetRequiredValue(id), parsed.GetRequiredValue(author), parsed.GetRequiredValue(kind), cancellationToken);
            context.Output.WriteLine(parsed.GetValue(json) ? GatewayJson.OneLine(undone.Json) : $"feedback {undone.Value.Id}: {FeedbackLists.Sentence(undone.Value)}");
            return ExitCode.Ok;
        });
        return command;
    }
}
