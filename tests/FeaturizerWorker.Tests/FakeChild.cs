using Cluster.Featurization;

namespace Cluster.FeaturizerWorker.Tests;

/// <summary>
/// A child made of a few lines of shell: it keeps to the protocol until the test's own lines make it misbehave. The real child has no such door.
/// </summary>
/// <remarks>The test's lines run for every request and see: <c>$line</c>, <c>$id</c>, <c>$path</c>, <c>$dir</c> (the test's folder), and <c>answer</c>, which answers well.</remarks>
internal sealed class FakeChild : IDisposable
{
    private const string Script = """
        dir=$1
        schema=$2
        answer() {
          printf '{"type":"clip","id":%s,"index":0,"startS":0,"durationS":30,"vector":"AACAPwAAwH8="}\n' "$id"
          printf '{"type":"done","id":%s,"contentHash":"%s","sizeBytes":7,"modifiedAt":"2026-01-02T03:04:05+00:00",' "$id" "$$"
          printf '"durationS":30,"sampleRate":44100,"channels":2,"cpuSeconds":0.5}\n'
        }
        read -r hello
        {{start}}
        printf '{"type":"ready","protocol":2,"schema":"%s"}\n' "$schema"
        while read -r line; do
          id=${line##*\"id\":}; id=${id%%[,\}]*}
          path=${line##*\"path\":\"}; path=${path%%\"*}
          {{work}}
        done
        """;

    private FakeChild(string folder, string work, string start)
    {
        Folder = folder;
        var script = Path.Combine(folder, "child.sh");
        File.WriteAllText(script, Script.Replace("{{start}}", start).Replace("{{work}}", work).ReplaceLineEndings("\n"));
        Options = new FeaturizerPoolOptions
        {
            Workers = 1,
            InteractiveWorkers = 0,
            Command = new FeaturizerCommand("/bin/sh", [script, folder, FeatureSchema.Default.Id]),
        };
    }

    /// <summary>The test's folder.</summary>
    public string Folder { get; }

    /// <summary>One worker that runs the script.</summary>
    public FeaturizerPoolOptions Options { get; }

    public static FakeChild That(string work, string start = ":")
    {
        Assert.SkipUnless(File.Exists("/bin/sh"), "There is no POSIX shell here.");
        return new FakeChild(Directory.CreateTempSubdirectory("featurizer-").FullName, work, start);
    }

    public string PathOf(string name) => Path.Combine(Folder, name);

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
