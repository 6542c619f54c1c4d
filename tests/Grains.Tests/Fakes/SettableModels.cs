using Cluster.Grains.Models;
using Cluster.Modeling;

namespace Cluster.Grains.Tests.Fakes;

/// <summary>Models that a test sets, each time as of a later revision.</summary>
internal sealed class SettableModels : IServingModels
{
    private volatile ServingSet current = ServingSet.Empty with { Revision = 1, Champion = new FakeModel() };

    public ServingSet Current => current;

    public void Set(IEmotionClassifier champion, params IEmotionClassifier[] shadows) =>
        current = current with { Revision = current.Revision + 1, Champion = champion, Shadows = [.. shadows] };

    public void Stop(bool stop) => current = current with { Revision = current.Revision + 1, ShadowsStopped = stop };
}
