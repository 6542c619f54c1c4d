using Cluster.FeaturizerWorker.Protocol;

namespace Cluster.FeaturizerWorker.Child;

/// <summary>Takes requests one after the other and answers each.</summary>
internal sealed class ChildLoop(ParentLink parent)
{
    /// <summary>Works until the parent ends the conversation.</summary>
    /// <returns>The exit code after a fault.</returns>
    public int Run()
    {
        if (parent.Next(out _) is not HelloMessage hello) return 2;
        var featurizers = new FeaturizerShelf(hello.Features);
        parent.Send(new ReadyMessage { Protocol = WireProtocol.Version, Schema = featurizers.Own.Schema.Id });
        while (parent.Next(out var cancellation) is WorkMessage work)
        {
            var answer = new FileWork(featurizers.Of(work.Schemas), parent, work).Run(cancellation);
            parent.Send(answer);
            if (answer is FailedMessage { Kind: FailedKind.Fault }) return 1;
        }

        return 2;
    }
}
